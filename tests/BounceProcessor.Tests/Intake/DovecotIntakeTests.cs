using BounceProcessor.Mailboxes;
using BounceProcessor.Tests.Servers;

using MailKit;
using MailKit.Net.Imap;

using Xunit;

namespace BounceProcessor.Tests.Intake;

/// <summary>Whole runs on a real server.</summary>
public sealed class DovecotIntakeTests(DovecotServer dovecot) : IAsyncLifetime
{
    private readonly IntakeLine _line = new();

    public async ValueTask InitializeAsync() => await _line.Database.ApplySchemaAsync();

    public ValueTask DisposeAsync() => _line.DisposeAsync();

    [Fact]
    public async Task A_folder_with_a_new_UIDVALIDITY_is_read_again_and_no_bounce_is_doubled_or_missed()
    {
        var box = await dovecot.NewMailboxAsync();
        box.Folder = "Bounces";
        using var other = await dovecot.SignInAsync(box);
        var before = await MakeAsync(other, Enumerable.Range(0, 5));
        await RunAsync(box);
        await DeleteAsync(other);

        // Another UIDVALIDITY, and other UIDs: mail that arrived meanwhile stands first.
        uint after;
        while ((after = await MakeAsync(other, Enumerable.Range(0, 7).Reverse())) == before)
        {
            await DeleteAsync(other);
        }

        var summary = await RunAsync(box);

        Assert.NotEqual(before, after);
        Assert.Equal((7, 7, 2, 5, 0), (summary.Seen, summary.New, summary.Bounces, summary.Duplicates, summary.Left));
        Assert.Equal(Enumerable.Range(0, 7).Select(PostfixBounce.Recipient).Order(), (await _line.ListAsync()).Select(row => row.Recipient).Order());
    }

    [Theory]
    [InlineData(AfterFiling.Flag)]
    [InlineData(AfterFiling.Move)]
    public async Task Over_three_connections_every_mail_is_filed_once_and_settled(AfterFiling afterFiling)
    {
        var box = await dovecot.NewMailboxAsync();
        (box.Connections, box.AfterFiling) = (3, afterFiling);
        _line.Options.BatchMails = 20;
        await dovecot.DeliverAsync(box, Enumerable.Range(0, 1200).Select(PostfixBounce.Text));

        var summary = await RunAsync(box);
        var again = await RunAsync(box);

        Assert.Equal((1200, 1200, 1200), (summary.Bounces, summary.EventsAdded, summary.Settled));
        Assert.Equal((0, 0), (again.New, again.Settled));
        Assert.Equal(1200, await _line.Database.ScalarAsync<long>("SELECT COUNT(DISTINCT recipient) FROM events"));
        using var other = await dovecot.SignInAsync(box);
        var folder = afterFiling == AfterFiling.Move ? await other.GetFolderAsync("Processed", TestContext.Current.CancellationToken) : other.Inbox;
        await (folder ?? throw new InvalidOperationException("no folder")).OpenAsync(FolderAccess.ReadOnly, TestContext.Current.CancellationToken);
        var mails = await folder.FetchAsync(0, -1, MessageSummaryItems.Flags, TestContext.Current.CancellationToken);
        Assert.Equal(1200, mails.Count);
        Assert.All(mails, mail => Assert.Equal(afterFiling == AfterFiling.Flag, mail.Flags?.HasFlag(MessageFlags.Seen)));
    }

    [Fact]
    public async Task An_open_source_is_run_on_again_and_again_and_finds_what_came_meanwhile()
    {
        var box = await dovecot.NewMailboxAsync();
        await dovecot.DeliverAsync(box, PostfixBounce.Text(1));
        await using var source = MailSources.Open("events", box);

        var first = await _line.RunAsync(source);
        await dovecot.DeliverAsync(box, PostfixBounce.Text(2));
        var second = await _line.RunAsync(source);

        Assert.Equal((1, 1, 1), (first.Bounces, second.Known, second.Bounces));
    }

    private static async Task<uint> MakeAsync(ImapClient client, IEnumerable<int> bounces)
    {
        var root = client.GetFolder(client.PersonalNamespaces[0]);
        var folder = await root.CreateAsync("Bounces", true, TestContext.Current.CancellationToken) ?? throw new InvalidOperationException("no folder");
        foreach (var number in bounces)
        {
            using var bytes = new MemoryStream(System.Text.Encoding.ASCII.GetBytes(PostfixBounce.Text(number)));
            await folder.AppendAsync(await MimeKit.MimeMessage.LoadAsync(bytes, TestContext.Current.CancellationToken), cancellationToken: TestContext.Current.CancellationToken);
        }

        await folder.OpenAsync(FolderAccess.ReadOnly, TestContext.Current.CancellationToken);
        var validity = folder.UidValidity;
        await folder.CloseAsync(expunge: false, TestContext.Current.CancellationToken);
        return validity;
    }

    private static async Task DeleteAsync(ImapClient client)
    {
        var folder = await client.GetFolderAsync("Bounces", TestContext.Current.CancellationToken) ?? throw new InvalidOperationException("no folder");
        await folder.DeleteAsync(TestContext.Current.CancellationToken);
    }

    private async Task<BounceProcessor.Intake.RunSummary> RunAsync(MailboxOptions box)
    {
        box.Company = "firmanimi";
        await using var source = MailSources.Open("events", box);
        return await _line.RunAsync(source);
    }
}
