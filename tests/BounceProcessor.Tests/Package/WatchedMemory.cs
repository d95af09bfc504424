using System.Buffers;

namespace BounceProcessor.Tests.Package;

/// <summary>Memory that does something the n-th time somebody looks into it.</summary>
internal sealed class WatchedMemory(byte[] bytes, int looks, Action then) : MemoryManager<byte>
{
    private int _left = looks;

    public override Span<byte> GetSpan()
    {
        if (--_left == 0)
        {
            then();
        }

        return bytes;
    }

    public override MemoryHandle Pin(int elementIndex = 0) => throw new NotSupportedException();

    public override void Unpin() => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        // The bytes are the caller's.
    }
}
