using System.Runtime.CompilerServices;

using BounceProcessor.Mailboxes;
using BounceProcessor.Polling;
using BounceProcessor.Tests.Servers;

using Microsoft.Extensions.Time.Testing;

using Xunit;

namespace BounceProcessor.Tests.Polling;

/// <summary>A run whose thread hangs and hears no order to stop.</summary>
public sealed class HungRunTests : IDisposable
{
    private readonly TestFolder _folder = new();
    private readonly FakeTimeProvider _time = new(TimeProvider.System.GetUtcNow());

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task It_is_left_behind_its_connection_closed_its_lease_free_and_the_mailbox_polled_again()
    {
        _folder.Write("one.eml", PostfixBounce.Text(1));
        var box = new MailboxOptions { Kind = MailboxKind.Folder, Path = _folder.Path, Company = "firmanimi", RunBudget = TimeSpan.FromSeconds(10) };
        await using var host = await PollingHost.CreateAsync(("box", box));
        var source = new DeafSource();
        var poll = host.NewPollOnce(_time);

        var running = poll.RunAsync("box", dryRun: false, progress: null, source, TestContext.Current.CancellationToken);
        await source.Entered;
        _time.Advance(TimeSpan.FromMinutes(2));
        await PollingHost.UntilAsync(() =>
        {
            _time.Advance(TimeSpan.FromSeconds(5));
            return Task.FromResult(running.IsCompleted);
        });

        var fault = await Assert.ThrowsAsync<MailboxException>(() => running);
        Assert.Contains("did not stop; it was left behind", fault.Message, StringComparison.Ordinal);
        Assert.Contains(host.Log.Lines, line => line.StartsWith("Error: The run of box was told to stop", StringComparison.Ordinal));
        Assert.Equal(1, (await host.PollAsync("box")).Summary?.Bounces);

        // Even the thread that hung comes to its end, before the database goes.
        source.Dispose();
        await PollingHost.UntilAsync(async () => (await host.RunsAsync("box")).All(run => run.EndedAt is not null));
    }

    [Fact]
    public async Task Its_thread_may_hang_for_ever_and_holds_up_nobody()
    {
        var started = new TaskCompletionSource();
        using var stop = new CancellationTokenSource();
        using var over = new ManualResetEventSlim();

        var running = RunWatchdog.RunAsync(
            () =>
            {
                started.SetResult();
                over.Wait(CancellationToken.None);
                return Task.FromResult(true);
            },
            _time,
            stop.Token);
        await started.Task;
        await stop.CancelAsync();
        await PollingHost.UntilAsync(() =>
        {
            _time.Advance(TimeSpan.FromSeconds(5));
            return Task.FromResult(running.IsCompleted);
        });

        await Assert.ThrowsAsync<WorkLeftBehindException>(() => running);
        over.Set();
    }

    // Shows one mail, and then keeps the thread for itself whatever the token says.
    private sealed class DeafSource : IMailSource, IDisposable
    {
        private readonly ManualResetEventSlim _over = new();
        private readonly TaskCompletionSource _entered = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Entered => _entered.Task;

        public Task<string> OpenAsync(CancellationToken cancellationToken) => Task.FromResult("1");

        public async IAsyncEnumerable<IReadOnlyList<MailEntry>> ListAsync(long from, [EnumeratorCancellation] CancellationToken cancellationToken)
        {
            await Task.Yield();
            _entered.TrySetResult();
            _over.Wait(CancellationToken.None);
            yield break;
        }

        public async IAsyncEnumerable<RawMail> ReadAsync(
            IReadOnlyList<MailEntry> entries, long sizeLimitBytes, [EnumeratorCancellation] CancellationToken cancellationToken)
        {
            await Task.Yield();
            yield break;
        }

        public Task SettleAsync(IReadOnlyList<MailEntry> entries, CancellationToken cancellationToken) => Task.CompletedTask;

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;

        public void Dispose() => _over.Set();
    }
}
