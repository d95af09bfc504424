namespace BounceProcessor.Mailboxes;

/// <summary>A place for one connection, which may break and be made anew.</summary>
internal sealed class ImapLine(ImapConnection? connection) : IAsyncDisposable
{
    private ImapConnection? _connection = connection;

    public bool IsConnected => _connection is not null;

    public ImapConnection Connection => _connection ?? throw new InvalidOperationException("The line is not connected.");

    public void Connect(ImapConnection made) => _connection = made;

    public async ValueTask DisposeAsync()
    {
        if (_connection is { } open)
        {
            _connection = null;
            await open.DisposeAsync();
        }
    }
}
