using BounceProcessor.Mailboxes;
using BounceProcessor.Tests.Servers;

using Xunit;

namespace BounceProcessor.Tests.Polling;

/// <summary>What follows a failed run, and what others can see of it.</summary>
public sealed class RestTests(DovecotServer dovecot)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_refused_sign_in_rests_for_minutes_and_shows_until_when_and_why()
    {
        var box = await dovecot.NewMailboxAsync();
        (box.Password, box.Interval, box.Company) = ("not-the-secret-one", TimeSpan.FromSeconds(1), "firmanimi");
        await using var host = await PollingHost.CreateAsync(("box", box));

        await host.StartAsync();
        await PollingHost.UntilAsync(async () => (await host.States.ListAsync(Token)).Count > 0);

        var state = Assert.Single(await host.States.ListAsync(Token));
        Assert.Equal(("box", "firmanimi", 1L, nameof(MailboxFaultKind.SignInRefused)), (state.Mailbox, state.Company, state.Faults, state.FaultKind));
        Assert.Contains("was refused", state.Fault, StringComparison.Ordinal);
        Assert.InRange((state.NextTryAt - state.ChangedAt)?.TotalMinutes ?? 0, 3.9, 6);
        Assert.Equal(1, Assert.Single(await host.RunsAsync("box")).Times);
    }

    [Fact]
    public async Task A_mailbox_that_failed_is_tried_again_after_its_rest_though_its_schedule_is_far_away()
    {
        using var folder = new TestFolder();
        var path = folder.File("later");
        var box = new MailboxOptions { Kind = MailboxKind.Folder, Path = path, Company = "firmanimi", Interval = TimeSpan.FromDays(1) };
        await using var host = await PollingHost.CreateAsync(("box", box));
        await host.StartAsync();
        await PollingHost.UntilAsync(async () => (await host.States.ListAsync(Token)).Any(state => state.NextTryAt is not null));
        Directory.CreateDirectory(path);
        await File.WriteAllTextAsync(Path.Combine(path, "one.eml"), PostfixBounce.Text(1), Token);

        await PollingHost.UntilAsync(async () => (await host.RecipientsAsync()).Count == 1);

        await PollingHost.UntilAsync(async () => (await host.States.ListAsync(Token)) is [{ Faults: 0, NextTryAt: null, Fault: "" }]);
        Assert.Contains(host.Log.Lines, line => line.Contains("Polling of box works again", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_an_earlier_process_said_is_forgotten_at_the_start()
    {
        using var folder = new TestFolder();
        await using var host = await PollingHost.CreateAsync(("box", new MailboxOptions { Kind = MailboxKind.Folder, Path = folder.Path, Interval = TimeSpan.FromDays(1) }));
        await host.States.ChangeAsync("gone", "firmanimi", state => state with { Faults = 3, Fault = "away" }, Token);

        await host.StartAsync();

        Assert.Empty(await host.States.ListAsync(Token));
    }
}
