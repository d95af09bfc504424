using System.Runtime.InteropServices;

namespace BounceProcessor.Diagnosis.Reading;

/// <summary>A stream over memory without a copy where the memory is an array, as it nearly always is.</summary>
internal sealed class MemoryView(ReadOnlyMemory<byte> memory) : MemoryStream(Array(memory), Offset(memory), memory.Length, writable: false)
{
    private static byte[] Array(ReadOnlyMemory<byte> memory) =>
        MemoryMarshal.TryGetArray(memory, out var segment) && segment.Array is { } array ? array : memory.ToArray();

    private static int Offset(ReadOnlyMemory<byte> memory) =>
        MemoryMarshal.TryGetArray(memory, out var segment) && segment.Array is not null ? segment.Offset : 0;
}
