using System.Runtime.InteropServices;

namespace BounceProcessor.Sending.Composing;

/// <summary>Reads bytes where they are.</summary>
internal static class StoredBytes
{
    /// <summary>A stream over bytes, without a copy where they are an array.</summary>
    public static MemoryStream Stream(ReadOnlyMemory<byte> content) =>
        MemoryMarshal.TryGetArray(content, out var part) && part.Array is { } bytes
            ? new MemoryStream(bytes, part.Offset, part.Count, writable: false)
            : new MemoryStream(content.ToArray(), writable: false);
}
