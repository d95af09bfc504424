using BounceProcessor.Mailboxes;
using BounceProcessor.Tests.Servers;

using MailKit;

using Xunit;

namespace BounceProcessor.Tests.Mailboxes;

public sealed class ImapMailSourceTests(DovecotServer dovecot)
{
    [Fact]
    public async Task Mails_are_listed_with_size_and_time_in_the_order_of_their_uids()
    {
        var box = await dovecot.NewMailboxAsync();
        await dovecot.DeliverAsync(box, Mails.Simple("one"), Mails.Simple("two", new string('x', 5000)));
        await using var source = MailSources.Open("box", box);

        var generation = await Mails.OpenAsync(source);
        var entries = await Mails.ListAsync(source);

        Assert.True(uint.Parse(generation, System.Globalization.CultureInfo.InvariantCulture) > 0);
        Assert.Equal(["1", "2"], entries.Select(entry => entry.Key));
        Assert.Equal([1, 2], entries.Select(entry => entry.Position));
        Assert.True(entries[1].SizeBytes > entries[0].SizeBytes + 4000);
        Assert.All(entries, entry => Assert.InRange(entry.ReceivedAt, TimeProvider.System.GetUtcNow().AddMinutes(-5), TimeProvider.System.GetUtcNow().AddMinutes(1)));
    }

    [Fact]
    public async Task Listing_from_beyond_the_last_uid_shows_nothing()
    {
        var box = await dovecot.NewMailboxAsync();
        await dovecot.DeliverAsync(box, Mails.Simple("one"), Mails.Simple("two"), Mails.Simple("three"));
        await using var source = MailSources.Open("box", box);
        await Mails.OpenAsync(source);

        Assert.Equal(["2", "3"], (await Mails.ListAsync(source, from: 2)).Select(entry => entry.Key));
        Assert.Empty(await Mails.ListAsync(source, from: 4));
    }

    [Fact]
    public async Task Twelve_hundred_mails_come_in_pages_and_whole()
    {
        var box = await dovecot.NewMailboxAsync();
        await dovecot.DeliverAsync(box, Enumerable.Range(0, 1200).Select(number => Mails.Simple($"s{number}")));
        await using var source = MailSources.Open("box", box);
        await Mails.OpenAsync(source);

        var mails = await Mails.ReadAsync(source, await Mails.ListAsync(source));

        Assert.Equal(1200, mails.Count);
        Assert.All(mails, mail => Assert.Equal(mail.Entry.SizeBytes, mail.Bytes.Length));
        Assert.Contains("Subject: s1199\r\n", Mails.Text(mails[^1]), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Reading_leaves_mails_unseen()
    {
        var box = await dovecot.NewMailboxAsync();
        await dovecot.DeliverAsync(box, Mails.Simple("one"), Mails.Simple("large", new string('x', 100_000)));

        await using (var source = MailSources.Open("box", box))
        {
            await Mails.OpenAsync(source);
            var entries = await Mails.ListAsync(source);
            Assert.Equal(2, (await Mails.ReadAsync(source, entries, limit: 65_536)).Count);
            await Mails.SettleAsync(source, entries);
        }

        Assert.Equal([false, false], await SeenAsync(box));
    }

    [Fact]
    public async Task A_mail_above_the_limit_comes_with_its_headers_only()
    {
        var box = await dovecot.NewMailboxAsync();
        await dovecot.DeliverAsync(box, Mails.Simple("small"), Mails.Simple("large", new string('x', 100_000)));
        await using var source = MailSources.Open("box", box);
        await Mails.OpenAsync(source);

        var mails = await Mails.ReadAsync(source, await Mails.ListAsync(source), limit: 65_536);

        var large = mails.Single(mail => mail.HeadersOnly);
        Assert.Contains("Subject: large\r\n", Mails.Text(large), StringComparison.Ordinal);
        Assert.EndsWith("\r\n\r\n", Mails.Text(large), StringComparison.Ordinal);
        Assert.Equal(2, mails.Count);
    }

    [Fact]
    public async Task Leaving_changes_nothing_flagging_marks_as_seen()
    {
        var box = await dovecot.NewMailboxAsync();
        await dovecot.DeliverAsync(box, Mails.Simple("one"), Mails.Simple("two"));
        box.AfterFiling = AfterFiling.Flag;
        await using var source = MailSources.Open("box", box);
        await Mails.OpenAsync(source);
        var entries = await Mails.ListAsync(source);

        await Mails.SettleAsync(source, [entries[1]]);
        await Mails.SettleAsync(source, [entries[1]]);

        Assert.Equal([false, true], await SeenAsync(box));
        Assert.Equal(2, (await Mails.ReadAsync(source, entries)).Count);
    }

    [Fact]
    public async Task Moving_makes_the_target_folder_and_takes_only_what_was_filed()
    {
        var box = await dovecot.NewMailboxAsync();
        await dovecot.DeliverAsync(box, Mails.Simple("one"), Mails.Simple("two"), Mails.Simple("three"));
        (box.AfterFiling, box.MoveTo) = (AfterFiling.Move, "Bounces/Filed");
        await using var source = MailSources.Open("box", box);
        await Mails.OpenAsync(source);
        var entries = await Mails.ListAsync(source);

        await Mails.SettleAsync(source, [entries[0], entries[2]]);
        await Mails.SettleAsync(source, [entries[0], entries[2]]);

        Assert.Equal(["2"], (await Mails.ListAsync(source)).Select(entry => entry.Key));
        box.Folder = "Bounces/Filed";
        await using var filed = MailSources.Open("filed", box);
        await Mails.OpenAsync(filed);
        Assert.Equal(2, (await Mails.ListAsync(filed)).Count);
    }

    [Fact]
    public async Task Moving_a_mail_that_another_client_moved_meanwhile_moves_the_others()
    {
        var box = await dovecot.NewMailboxAsync();
        await dovecot.DeliverAsync(box, Mails.Simple("one"), Mails.Simple("two"));
        box.AfterFiling = AfterFiling.Move;
        await using var source = MailSources.Open("box", box);
        await Mails.OpenAsync(source);
        var entries = await Mails.ListAsync(source);
        using (var other = await dovecot.SignInAsync(box))
        {
            var inbox = other.Inbox ?? throw new InvalidOperationException("no inbox");
            var root = other.GetFolder(other.PersonalNamespaces[0]);
            var target = await root.CreateAsync("Elsewhere", true, TestContext.Current.CancellationToken);
            await inbox.OpenAsync(FolderAccess.ReadWrite, TestContext.Current.CancellationToken);
            await inbox.MoveToAsync(new UniqueId(1), target ?? throw new InvalidOperationException("no folder"), TestContext.Current.CancellationToken);
        }

        var read = await Mails.ReadAsync(source, entries);
        await Mails.SettleAsync(source, entries);

        Assert.Equal("2", Assert.Single(read).Entry.Key);
        Assert.Empty(await Mails.ListAsync(source));
    }

    [Fact]
    public async Task A_folder_made_anew_has_another_generation()
    {
        var box = await dovecot.NewMailboxAsync();
        box.Folder = "Bounces";
        using var other = await dovecot.SignInAsync(box);
        var root = other.GetFolder(other.PersonalNamespaces[0]);
        var folder = await root.CreateAsync("Bounces", true, TestContext.Current.CancellationToken)
            ?? throw new InvalidOperationException("no folder");

        var before = await GenerationAsync(box);
        var unchanged = await GenerationAsync(box);
        await folder.DeleteAsync(TestContext.Current.CancellationToken);
        await Task.Delay(1100, TestContext.Current.CancellationToken); // Dovecot takes the generation from the clock
        await root.CreateAsync("Bounces", true, TestContext.Current.CancellationToken);
        var after = await GenerationAsync(box);

        Assert.Equal(before, unchanged);
        Assert.NotEqual(before, after);
    }

    [Theory]
    [InlineData(MailboxTls.StartTls)]
    [InlineData(MailboxTls.SslOnConnect)]
    public async Task Mails_are_read_over_tls(MailboxTls tls)
    {
        var box = await dovecot.NewMailboxAsync();
        await dovecot.DeliverAsync(box, Mails.Simple("one"));
        (box.Tls, box.CheckCertificate) = (tls, false);
        box.Port = tls == MailboxTls.SslOnConnect ? dovecot.ImapsPort : dovecot.ImapPort;
        await using var source = MailSources.Open("box", box);
        await Mails.OpenAsync(source);

        Assert.Single(await Mails.ReadAsync(source, await Mails.ListAsync(source)));
    }

    [Fact]
    public async Task An_access_token_signs_in()
    {
        var box = await dovecot.NewMailboxAsync();
        box.SignIn = MailboxSignIn.XOAuth2;
        box.AccessToken = DovecotServer.AccessToken(box, TimeProvider.System.GetUtcNow().AddHours(1));
        box.Password = "";
        await dovecot.DeliverAsync(box, Mails.Simple("one"));
        await using var source = MailSources.Open("box", box);
        await Mails.OpenAsync(source);

        Assert.Single(await Mails.ListAsync(source));
    }

    private static async Task<string> GenerationAsync(MailboxOptions box)
    {
        await using var source = MailSources.Open("box", box);
        return await Mails.OpenAsync(source);
    }

    private async Task<List<bool>> SeenAsync(MailboxOptions box)
    {
        using var client = await dovecot.SignInAsync(box);
        var inbox = client.Inbox ?? throw new InvalidOperationException("no inbox");
        await inbox.OpenAsync(FolderAccess.ReadOnly, TestContext.Current.CancellationToken);
        var mails = await inbox.FetchAsync(0, -1, MessageSummaryItems.Flags, TestContext.Current.CancellationToken);
        return [.. mails.Select(mail => mail.Flags?.HasFlag(MessageFlags.Seen) == true)];
    }
}
