using BounceProcessor.Mailboxes;
using BounceProcessor.Tests.Servers;

using Xunit;

namespace BounceProcessor.Tests.Mailboxes;

public sealed class MailboxCheckTests(DovecotServer dovecot)
{
    [Fact]
    public async Task A_mailbox_in_order_passes_every_step_and_is_left_as_it_was()
    {
        var box = await dovecot.NewMailboxAsync();
        await dovecot.DeliverAsync(box, Mails.Simple("one"), Mails.Simple("two"));
        (box.Tls, box.CheckCertificate, box.AfterFiling) = (MailboxTls.StartTls, false, AfterFiling.Move);

        var steps = await RunAsync(box);

        Assert.Equal(["name", "connection", "TLS and greeting", "sign-in", "folder", "mails", "after filing"], steps.Select(step => step.Name));
        Assert.DoesNotContain(steps, step => step.Outcome == MailboxCheckOutcome.Failed);
        Assert.Contains("its certificate is not in order", steps[2].Text, StringComparison.Ordinal);
        Assert.StartsWith("It holds 2 mails; UIDVALIDITY ", steps[5].Text, StringComparison.Ordinal);
        Assert.Equal("Filed mails are moved to \"Processed\", which is made with the first one.", steps[6].Text);
        using var client = await dovecot.SignInAsync(box);
        var folders = await client.GetFoldersAsync(client.PersonalNamespaces[0], false, TestContext.Current.CancellationToken);
        Assert.DoesNotContain(folders, folder => folder.Name == "Processed");
    }

    [Fact]
    public async Task The_first_step_that_fails_is_the_last_one_and_says_why()
    {
        var box = await dovecot.NewMailboxAsync();
        box.Password = "wrong-word";

        var steps = await RunAsync(box);

        Assert.Equal(("sign-in", MailboxCheckOutcome.Failed), (steps[^1].Name, steps[^1].Outcome));
        Assert.Contains("was refused", steps[^1].Text, StringComparison.Ordinal);
        Assert.DoesNotContain(steps, step => step.Text.Contains("wrong-word", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_connection_without_encryption_is_warned_of()
    {
        var steps = await RunAsync(await dovecot.NewMailboxAsync());

        Assert.Contains(steps, step => step.Outcome == MailboxCheckOutcome.Warning && step.Text.Contains("in clear", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_expired_token_is_told_with_what_it_says_of_itself()
    {
        var box = await dovecot.NewMailboxAsync();
        box.SignIn = MailboxSignIn.XOAuth2;
        box.AccessToken = DovecotServer.AccessToken(box, new DateTimeOffset(2026, 1, 31, 8, 15, 0, TimeSpan.Zero));

        var steps = await RunAsync(box);

        var token = steps.Single(step => step.Name == "access token");
        Assert.Contains("aud imap", token.Text, StringComparison.Ordinal);
        Assert.EndsWith("It expired at 2026-01-31 08:15 UTC; renew it.", token.Text, StringComparison.Ordinal);
        Assert.Equal(MailboxCheckOutcome.Failed, steps[^1].Outcome);
        Assert.DoesNotContain(steps, step => step.Text.Contains(box.AccessToken, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_server_that_cannot_move_is_told_before_anything_is_filed()
    {
        await using var server = ScriptedImapServer.WithInbox("IMAP4rev1 AUTH=PLAIN", 0, _ => "{tag} OK done\r\n");
        var box = new MailboxOptions { Host = "127.0.0.1", Port = server.Port, Tls = MailboxTls.None, Username = "u", Password = "p", AfterFiling = AfterFiling.Move };

        var steps = await RunAsync(box);

        Assert.Equal(MailboxCheckOutcome.Failed, steps[^1].Outcome);
        Assert.Contains("can neither MOVE nor UID EXPUNGE", steps[^1].Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_folder_of_files_is_counted()
    {
        using var folder = new TestFolder();
        folder.Write("one.eml", "12345");
        folder.Write("two.eml", "123");

        var steps = await RunAsync(new MailboxOptions { Kind = MailboxKind.Folder, Path = folder.Path });

        Assert.Equal(["path", "mails", "after filing"], steps.Select(step => step.Name));
        Assert.Equal("It shows 2 mails with 8 bytes in all.", steps[1].Text);
    }

    [Fact]
    public async Task Settings_that_cannot_work_are_told_without_connecting()
    {
        var steps = await RunAsync(new MailboxOptions());

        Assert.All(steps, step => Assert.Equal(("settings", MailboxCheckOutcome.Failed), (step.Name, step.Outcome)));
        Assert.Equal(3, steps.Count);
    }

    private static Task<IReadOnlyList<MailboxCheckStep>> RunAsync(MailboxOptions box) =>
        new MailboxCheck(TimeProvider.System, tokens: null).RunAsync("box", box, progress: null, TestContext.Current.CancellationToken);
}
