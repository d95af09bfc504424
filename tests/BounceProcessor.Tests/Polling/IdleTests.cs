using BounceProcessor.Mailboxes;
using BounceProcessor.Polling;
using BounceProcessor.Tests.Servers;

using Microsoft.Extensions.DependencyInjection;

using Xunit;

namespace BounceProcessor.Tests.Polling;

/// <summary>A bounce is read when it arrives: the schedule of these mailboxes comes by once a day.</summary>
public sealed class IdleTests(DovecotServer dovecot)
{
    [Fact]
    public async Task A_bounce_becomes_an_event_without_waiting_for_the_schedule()
    {
        var box = await NewMailboxAsync();
        await using var host = await PollingHost.CreateAsync(("box", box));
        await host.StartAsync();
        await UntilWatchedAsync(host);

        await dovecot.DeliverAsync(box, PostfixBounce.Text(1));

        await PollingHost.UntilAsync(async () => (await host.RecipientsAsync()).SequenceEqual([PostfixBounce.Recipient(1)]));
    }

    [Fact]
    public async Task What_was_filed_is_moved_and_the_move_is_no_news()
    {
        var box = await NewMailboxAsync();
        box.AfterFiling = AfterFiling.Move;
        await using var host = await PollingHost.CreateAsync(("box", box));
        await host.StartAsync();
        await UntilWatchedAsync(host);

        for (var number = 1; number <= 3; number++)
        {
            await dovecot.DeliverAsync(box, PostfixBounce.Text(number));
            await PollingHost.UntilAsync(async () => (await host.RunsAsync("box")).Sum(run => run.Settled) == number);
        }

        await UntilWatchedAsync(host);
        Assert.Equal(3, (await host.RecipientsAsync()).Count);
        Assert.InRange((await host.RunsAsync("box")).Sum(run => run.Times), 4, 5);
    }

    [Fact]
    public async Task A_mailbox_whose_mails_are_all_old_or_not_ours_is_left_in_peace()
    {
        var box = await NewMailboxAsync();
        box.AfterFiling = AfterFiling.Move;
        await dovecot.DeliverAsync(box, Mails.Simple("a letter"), PostfixBounce.Text(1));
        await using var host = await PollingHost.CreateAsync(("box", box));

        await host.StartAsync();
        await UntilWatchedAsync(host);
        await dovecot.DeliverAsync(box, PostfixBounce.Text(2));
        await PollingHost.UntilAsync(async () => (await host.RecipientsAsync()).Contains(PostfixBounce.Recipient(2)));
        await UntilWatchedAsync(host);

        Assert.InRange((await host.RunsAsync("box")).Sum(run => run.Times), 2, 3);
    }

    [Fact]
    public async Task A_storm_of_mails_is_taken_in_by_few_runs()
    {
        var box = await NewMailboxAsync();
        await using var host = await PollingHost.CreateAsync(("box", box));
        await host.StartAsync();
        await UntilWatchedAsync(host);
        var begun = TimeProvider.System.GetTimestamp();

        for (var number = 0; number < 200; number++)
        {
            await dovecot.DeliverAsync(box, PostfixBounce.Text(number));
        }

        await PollingHost.UntilAsync(async () => (await host.RecipientsAsync()).Count == 200);
        var seconds = TimeProvider.System.GetElapsedTime(begun).TotalSeconds;
        Assert.InRange((await host.RunsAsync("box")).Sum(run => run.Times), 2, 3 + (int)seconds);
    }

    [Fact]
    public async Task Two_services_on_one_mailbox_file_each_bounce_once()
    {
        var box = await NewMailboxAsync();
        await using var host = await PollingHost.CreateAsync(("box", box));
        await using var other = await PollingHost.BesideAsync(host, ("box", box));
        await host.StartAsync();
        await other.StartAsync();
        await UntilWatchedAsync(host);

        for (var number = 0; number < 10; number++)
        {
            await dovecot.DeliverAsync(box, PostfixBounce.Text(number));
        }

        await PollingHost.UntilAsync(async () => (await host.RecipientsAsync()).Count >= 10);
        Assert.Equal(Enumerable.Range(0, 10).Select(PostfixBounce.Recipient).Order(), (await host.RecipientsAsync()).Order());
    }

    [Fact]
    public async Task A_run_of_the_command_line_works_beside_the_service_that_waits()
    {
        var box = await NewMailboxAsync();
        await using var host = await PollingHost.CreateAsync(("box", box));
        await host.StartAsync();
        await UntilWatchedAsync(host);

        var result = await host.PollAsync("box");

        Assert.NotNull(result.Summary);
    }

    [Fact]
    public async Task Many_waiting_mailboxes_take_no_turn_from_those_that_run()
    {
        var boxes = new List<(string, MailboxOptions)>();
        for (var number = 0; number < 6; number++)
        {
            boxes.Add(($"box{number}", await NewMailboxAsync()));
        }

        await using var host = await PollingHost.CreateAsync(
            services => services.Configure<PollingOptions>(options => options.MaxParallel = 1), [.. boxes]);
        await host.StartAsync();
        await PollingHost.UntilAsync(async () => (await host.States.ListAsync(TestContext.Current.CancellationToken)).Count(state => state.WatchedSince is not null) == 6);

        foreach (var (_, box) in boxes)
        {
            await dovecot.DeliverAsync(box, PostfixBounce.Text(1));
        }

        await PollingHost.UntilAsync(async () => (await host.RecipientsAsync()).Count == 6);
    }

    private static Task UntilWatchedAsync(PollingHost host) => PollingHost.UntilAsync(
        async () => (await host.States.ListAsync(TestContext.Current.CancellationToken)).Any(state => state.WatchedSince is not null)
            && (await host.RunsAsync("box")).All(run => run.EndedAt is not null));

    private async Task<MailboxOptions> NewMailboxAsync()
    {
        var box = await dovecot.NewMailboxAsync();
        (box.Company, box.Interval) = ("firmanimi", TimeSpan.FromDays(1));
        return box;
    }
}
