namespace BounceProcessor.Sending.Connecting;

/// <summary>Asked before the end of a mail leaves: from there on the server may have it.</summary>
/// <param name="ask">Stores that the end leaves now. What it throws is passed on, and the end stays here.</param>
internal sealed class EndPermission(Func<Task> ask)
{
    private Task? _asked;
    private Task? _begun;

    /// <summary>
    /// Begins to ask while the server answers DATA, for which it would be waited anyhow. Only where the content follows in a moment: should the process end
    /// in between, the mail is unsure although nothing of it went out. <see langword="null"/> to ask when the content is written.
    /// </summary>
    public Func<EndPermission, Task>? WhenDataLeaves { get; init; }

    /// <summary>DATA has left, and its answer has not come.</summary>
    public void DataLeft() => _begun = WhenDataLeaves?.Invoke(this);

    /// <summary>Completes when the end may leave.</summary>
    public Task AskAsync() => _asked ??= ask();

    /// <summary>Completes when nothing that was begun is under way, whatever came of it.</summary>
    public async Task IdleAsync()
    {
        if (_begun is not null)
        {
            await AskAsync().ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
