using System.Net.Sockets;

namespace BounceProcessor.Sending.Connecting;

/// <summary>
/// A connection that sends what was written when an answer is waited for. MailKit flushes a mail in three pieces, each of which wakes the server; SMTP
/// only ever needs it when it is the server's turn.
/// </summary>
/// <param name="socket">Connected; closed with this.</param>
internal sealed class SubmissionStream(Socket socket) : Stream
{
    // Of a large mail so much at a time, so that its progress is that of the network.
    private const int LargestPiece = 32 * 1024;

    private readonly NetworkStream _network = new(socket, ownsSocket: true);
    private byte[] _written = new byte[8 * 1024];
    private int _length;

    /// <summary>Called when all that was written has left, and an answer is waited for.</summary>
    public Action? Asked { get; set; }

    /// <inheritdoc/>
    public override bool CanRead => true;

    /// <inheritdoc/>
    public override bool CanWrite => true;

    /// <inheritdoc/>
    public override bool CanSeek => false;

    /// <inheritdoc/>
    public override long Length => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <inheritdoc/>
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (_length > 0)
        {
            await SendAsync(cancellationToken);
            Asked?.Invoke();
        }

        return await _network.ReadAsync(buffer, cancellationToken);
    }

    /// <inheritdoc/>
    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (_length + buffer.Length > LargestPiece)
        {
            await SendAsync(cancellationToken);
        }

        if (buffer.Length > LargestPiece)
        {
            await _network.WriteAsync(buffer, cancellationToken);
            return;
        }

        if (_length + buffer.Length > _written.Length)
        {
            Array.Resize(ref _written, LargestPiece);
        }

        buffer.CopyTo(_written.AsMemory(_length));
        _length += buffer.Length;
    }

    /// <inheritdoc/>
    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <summary>Nothing: it leaves with the rest of what is asked.</summary>
    public override void Flush()
    {
    }

    /// <inheritdoc cref="Flush"/>
    public override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException();

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _network.Dispose();
        }

        base.Dispose(disposing);
    }

    private async ValueTask SendAsync(CancellationToken cancellationToken)
    {
        var length = _length;
        _length = 0;
        await _network.WriteAsync(_written.AsMemory(0, length), cancellationToken);
    }
}
