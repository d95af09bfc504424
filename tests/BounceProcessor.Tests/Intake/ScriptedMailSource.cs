using System.Globalization;
using System.Runtime.CompilerServices;

using BounceProcessor.Mailboxes;

namespace BounceProcessor.Tests.Intake;

/// <summary>A mailbox in memory that does what a test tells it to: fail while it is read or settled, lose a mail, call back.</summary>
internal sealed class ScriptedMailSource : IMailSource
{
    private readonly List<(MailEntry Entry, byte[] Bytes)> _mails = [];
    private long _nextUid = 1;

    public string Generation { get; set; } = "1";

    public int Readers { get; set; } = 1;

    public int PageLength { get; set; } = 500;

    /// <summary>Keys that are listed but do not come when they are read.</summary>
    public HashSet<string> Vanished { get; } = [];

    /// <summary>Keys that are in the mailbox no longer once something was read.</summary>
    public HashSet<string> Expunged { get; } = [];

    /// <summary>Everything is listed twice, as a Maildir may when a mail's name changes meanwhile.</summary>
    public bool ListAgain { get; set; }

    public Exception? OpenFault { get; set; }

    public Exception? SettleFault { get; set; }

    /// <summary>Called before each mail is handed over.</summary>
    public Func<MailEntry, Task>? BeforeRead { get; set; }

    public List<long> ListedFrom { get; } = [];

    public List<string> Read { get; } = [];

    public List<string> Settled { get; } = [];

    public ScriptedMailSource With(params byte[][] mails)
    {
        foreach (var bytes in mails)
        {
            Add(_nextUid, bytes);
        }

        return this;
    }

    public void Add(long uid, byte[] bytes)
    {
        var arrived = new DateTimeOffset(2026, 3, 2, 9, 0, 0, TimeSpan.Zero).AddSeconds(uid);
        _mails.Add((new MailEntry(uid.ToString(CultureInfo.InvariantCulture), uid, bytes.Length, arrived), bytes));
        _nextUid = Math.Max(_nextUid, uid) + 1;
    }

    public Task<string> OpenAsync(CancellationToken cancellationToken) =>
        OpenFault is null ? Task.FromResult(Generation) : Task.FromException<string>(OpenFault);

    public async IAsyncEnumerable<IReadOnlyList<MailEntry>> ListAsync(
        long from, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ListedFrom.Add(from);
        await Task.Yield();
        foreach (var page in _mails.Where(mail => mail.Entry.Position >= from).OrderBy(mail => mail.Entry.Position).Chunk(PageLength))
        {
            yield return [.. page.Select(mail => mail.Entry)];
            if (ListAgain)
            {
                yield return [.. page.Select(mail => mail.Entry)];
            }
        }
    }

    public async IAsyncEnumerable<RawMail> ReadAsync(
        IReadOnlyList<MailEntry> entries, long sizeLimitBytes, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var entry in entries.Where(entry => !Vanished.Contains(entry.Key) && !Expunged.Contains(entry.Key)))
        {
            if (BeforeRead is not null)
            {
                await BeforeRead(entry);
            }

            cancellationToken.ThrowIfCancellationRequested();
            lock (Read)
            {
                Read.Add(entry.Key);
            }

            var bytes = _mails.Single(mail => mail.Entry == entry).Bytes;
            var isTooLarge = bytes.Length > sizeLimitBytes;
            yield return new RawMail(entry, isTooLarge ? bytes.AsMemory(0, Headers(bytes)) : bytes, isTooLarge);
        }
    }

    public Task<IReadOnlyList<MailEntry>> FindAsync(IReadOnlyList<MailEntry> entries, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<MailEntry>>([.. entries.Where(entry => !Expunged.Contains(entry.Key))]);

    public string? FaultOf(MailEntry entry) => Vanished.Contains(entry.Key) ? "it is stuck" : null;

    public Task SettleAsync(IReadOnlyList<MailEntry> entries, CancellationToken cancellationToken)
    {
        if (SettleFault is not null)
        {
            return Task.FromException(SettleFault);
        }

        Settled.AddRange(entries.Select(entry => entry.Key));
        return Task.CompletedTask;
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private static int Headers(byte[] bytes) => bytes.AsSpan().IndexOf("\r\n\r\n"u8) + 4;
}
