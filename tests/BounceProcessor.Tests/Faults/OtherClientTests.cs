using BounceProcessor.Mailboxes;
using BounceProcessor.Tests.Servers;

using MailKit;
using MailKit.Net.Imap;
using MailKit.Search;

using Xunit;

namespace BounceProcessor.Tests.Faults;

/// <summary>Another client at work in the same mailbox while a run goes through it.</summary>
public sealed class OtherClientTests(DovecotServer dovecot)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(AfterFiling.Leave)]
    [InlineData(AfterFiling.Move)]
    public async Task Emptied_during_a_run_what_came_too_late_is_counted_as_left_and_nothing_stays_open(AfterFiling afterFiling)
    {
        await using var scene = await CreateAsync(afterFiling);
        await scene.DeliverAsync(60);

        using (var client = await SignInAsync(scene))
        using (scene.When("fetch", 3, () => Empty(client)))
        {
            Assert.Null(await scene.PollAsync());
        }

        var first = (await scene.RunsAsync())[0];
        Assert.Equal(63, first.New);
        Assert.Equal(63, first.Bounces + first.NotBounces + first.Left);
        Assert.InRange(first.Left, 1, 62);
        var filed = await scene.Host.RecipientsAsync();
        await scene.PollUntilDoneAsync();
        Assert.Equal(filed.Order(), (await scene.Host.RecipientsAsync()).Order());
        Assert.Equal(filed.Where(recipient => recipient.Length > 0).Distinct().Count(), first.Bounces);
        Assert.All(await scene.RunsAsync(), run => Assert.True(run.Balances));
    }

    [Theory]
    [InlineData("fetch", AfterFiling.Leave)]
    [InlineData("fetch", AfterFiling.Move)]
    [InlineData("file", AfterFiling.Move)]
    [InlineData("settle", AfterFiling.Flag)]
    [InlineData("settle", AfterFiling.Move)]
    public async Task Mails_that_somebody_moves_away_and_back_are_filed_once(string step, AfterFiling afterFiling)
    {
        await using var scene = await CreateAsync(afterFiling);

        // Two clients that move the same mail at the same moment may each get a copy of it from Dovecot.
        scene.CopiesMayStay = afterFiling == AfterFiling.Move;
        await scene.DeliverAsync(60);

        using (var client = await SignInAsync(scene))
        {
            using (scene.When(step, step == "settle" ? 1 : 2, () => MoveBounces(client, "INBOX", "Elsewhere")))
            {
                await scene.PollAsync();
            }

            await scene.PollAsync();
            MoveBounces(client, "Elsewhere", "INBOX");
        }

        await scene.PollUntilDoneAsync();

        await scene.AssertExactlyAsync();
    }

    private Task<ImapClient> SignInAsync(Scene scene) =>
        dovecot.SignInAsync(new MailboxOptions { Username = scene.Username, Password = "secret" });

    private async Task<Scene> CreateAsync(AfterFiling afterFiling)
    {
        await dovecot.StartAsync();
        return await Scene.CreateAsync(dovecot.ImapPort, dovecot.LmtpPort, afterFiling);
    }

    private static void Empty(ImapClient client)
    {
        client.Inbox.Open(FolderAccess.ReadWrite, Token);
        client.Inbox.Store(client.Inbox.Search(SearchQuery.All, Token), new StoreFlagsRequest(StoreAction.Add, MessageFlags.Deleted), Token);
        client.Inbox.Expunge(Token);
    }

    private static void MoveBounces(ImapClient client, string from, string to)
    {
        var root = client.GetFolder(client.PersonalNamespaces[0]);
        var target = root.GetSubfolders(false, Token).FirstOrDefault(folder => folder.Name == to) ?? root.Create(to, true, Token) ?? throw new InvalidOperationException("no folder");
        var source = client.GetFolder(from, Token);
        source.Open(FolderAccess.ReadWrite, Token);
        source.MoveTo(source.Search(SearchQuery.SubjectContains("Undelivered"), Token), target, Token);
        source.Close(false, Token);
    }
}
