using BounceProcessor.Mailboxes;
using BounceProcessor.Tests.Servers;

using MailKit;

using Xunit;

namespace BounceProcessor.Tests.Polling;

/// <summary>The whole way from a delivery to an event, over a real server.</summary>
public sealed class DovecotPollingTests(DovecotServer dovecot)
{
    [Fact]
    public async Task A_thousand_bounces_are_filed_on_schedule_and_polled_again_nothing_is()
    {
        var box = await dovecot.NewMailboxAsync();
        (box.Company, box.Interval) = ("firmanimi", TimeSpan.FromSeconds(1));
        await dovecot.DeliverAsync(box, Enumerable.Range(0, 1000).Select(PostfixBounce.Text));
        await using var host = await PollingHost.CreateAsync(("box", box));

        await host.StartAsync();
        await PollingHost.UntilAsync(async () => (await host.RunsAsync("box")).Where(run => run.EndedAt is not null).Sum(run => run.Times) >= 3);
        await host.StopAsync();

        var runs = (await host.RunsAsync("box")).OrderBy(run => run.Id).ToList();
        Assert.Equal((1000, 1000, 1000), (runs[0].Seen, runs[0].New, runs[0].Bounces));
        Assert.All(runs.Skip(1), run => Assert.Equal((0, 0), (run.New, run.EventsAdded)));
        Assert.All(runs, run => Assert.True(run.Balances));
        Assert.Equal(Enumerable.Range(0, 1000).Select(PostfixBounce.Recipient).Order(), (await host.RecipientsAsync()).Order());
    }

    [Fact]
    public async Task A_bounce_that_arrives_while_the_schedule_runs_becomes_an_event_and_is_moved()
    {
        var box = await dovecot.NewMailboxAsync();
        (box.Company, box.Interval, box.AfterFiling) = ("firmanimi", TimeSpan.FromSeconds(1), AfterFiling.Move);
        await using var host = await PollingHost.CreateAsync(("box", box));
        await host.StartAsync();
        await PollingHost.UntilAsync(async () => (await host.RunsAsync("box")).Count > 0);

        await dovecot.DeliverAsync(box, PostfixBounce.Text(1));
        await PollingHost.UntilAsync(async () => (await host.RunsAsync("box")).Any(run => run.Settled == 1));
        await host.StopAsync();

        Assert.Equal([PostfixBounce.Recipient(1)], await host.RecipientsAsync());
        using var client = await dovecot.SignInAsync(box);
        var processed = await client.GetFolderAsync("Processed", TestContext.Current.CancellationToken);
        await processed.OpenAsync(FolderAccess.ReadOnly, TestContext.Current.CancellationToken);
        Assert.Equal(1, processed.Count);
    }

    [Fact]
    public async Task A_folder_made_anew_is_read_afresh_and_files_nothing_twice()
    {
        var box = await dovecot.NewMailboxAsync();
        (box.Company, box.Folder) = ("firmanimi", "Bounces");
        using var client = await dovecot.SignInAsync(box);
        var root = client.GetFolder(client.PersonalNamespaces[0]);
        await using var host = await PollingHost.CreateAsync(("box", box));

        await FillAsync(root, [1, 2]);
        Assert.Equal(2, (await host.PollAsync("box")).Summary?.Bounces);
        await (await root.GetSubfolderAsync("Bounces", TestContext.Current.CancellationToken)).DeleteAsync(TestContext.Current.CancellationToken);
        await Task.Delay(1100, TestContext.Current.CancellationToken); // Dovecot takes the generation from the clock
        await FillAsync(root, [2, 3]);
        var second = (await host.PollAsync("box")).Summary;

        Assert.Equal((2, 1, 1), (second?.New, second?.Bounces, second?.Duplicates));
        Assert.Equal([PostfixBounce.Recipient(1), PostfixBounce.Recipient(2), PostfixBounce.Recipient(3)], (await host.RecipientsAsync()).Order());
    }

    private static async Task FillAsync(IMailFolder root, int[] numbers)
    {
        var folder = await root.CreateAsync("Bounces", true, TestContext.Current.CancellationToken) ?? throw new InvalidOperationException("no folder");
        foreach (var number in numbers)
        {
            using var mail = await MimeKit.MimeMessage.LoadAsync(
                new MemoryStream(System.Text.Encoding.ASCII.GetBytes(PostfixBounce.Text(number))), TestContext.Current.CancellationToken);
            await folder.AppendAsync(new AppendRequest(mail), TestContext.Current.CancellationToken);
        }
    }
}
