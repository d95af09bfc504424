using BounceProcessor.Mailboxes;

using Microsoft.Extensions.Logging;

namespace BounceProcessor.Polling;

/// <summary>The sources of all mailboxes of the service, and whose turn it is to run.</summary>
internal sealed class KeptSources(ConfiguredMailboxes mailboxes, PollTurns turns, ILogger<KeptSources> logger) : IAsyncDisposable
{
    private readonly Dictionary<string, KeptSource> _sources = mailboxes.ByName.ToDictionary(
        mailbox => mailbox.Key, mailbox => new KeptSource(mailbox.Key, mailboxes, logger), StringComparer.OrdinalIgnoreCase);

    public KeptSource this[string mailbox] => _sources[mailbox];

    /// <summary>Waits until the mailbox may run and runs it; a run that fails closes the mailbox.</summary>
    public async Task<PollResult> RunAsync(string mailbox, Func<IMailSource, Task<PollResult>> run, CancellationToken cancellationToken)
    {
        using var turn = await turns.EnterAsync(mailbox, cancellationToken);
        var kept = _sources[mailbox];
        var source = await kept.BorrowAsync(cancellationToken);
        var isGood = false;
        try
        {
            var result = await run(source);
            isGood = true;
            return result;
        }
        finally
        {
            await kept.ReturnAsync(isGood);
        }
    }

    public async ValueTask DisposeAsync() => await Task.WhenAll(_sources.Values.Select(source => source.DisposeAsync().AsTask()));
}
