using BounceProcessor.Mailboxes;
using BounceProcessor.Tests.Servers;

using Xunit;

namespace BounceProcessor.Tests.Mailboxes;

/// <summary>A source that is opened again goes on with its connection as long as that lives.</summary>
public sealed class ImapKeptConnectionTests(DovecotServer dovecot)
{
    private const string Plain = "IMAP4rev1 AUTH=PLAIN";

    private readonly CollectedLog _log = new();

    [Fact]
    public async Task Opened_again_it_signs_in_once_and_sees_what_is_new()
    {
        var box = await dovecot.NewMailboxAsync();
        await using var source = MailSources.Open("box", box, _log);
        var first = await Mails.OpenAsync(source);
        Assert.Empty(await Mails.ListAsync(source));
        await dovecot.DeliverAsync(box, Mails.Simple("one"));

        var second = await Mails.OpenAsync(source);

        Assert.Equal(first, second);
        Assert.Single(await Mails.ListAsync(source));
    }

    [Fact]
    public async Task Opened_again_it_tells_the_UIDVALIDITY_of_today()
    {
        var validity = 7;
        await using var server = new ScriptedImapServer(command => command.StartsWith("EXAMINE", StringComparison.Ordinal)
            ? $"* 0 EXISTS\r\n* OK [UIDVALIDITY {validity}] ok\r\n{{tag}} OK [READ-ONLY] open\r\n"
            : command.StartsWith("LIST", StringComparison.Ordinal) ? "* LIST () \"/\" \"INBOX\"\r\n{tag} OK done\r\n" : "{tag} OK done\r\n");
        await using var source = MailSources.Open("box", Box(server), _log);
        var first = await Mails.OpenAsync(source);
        validity = 8;

        var second = await Mails.OpenAsync(source);

        Assert.Equal(("7", "8"), (first, second));
        Assert.Single(server.Commands, command => command.StartsWith("AUTHENTICATE", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Opened_again_after_the_server_hung_up_it_connects_anew()
    {
        var isCut = false;
        await using var server = ScriptedImapServer.WithInbox(Plain, 0, command => "{tag} OK done\r\n");
        server.Cut = command => isCut && !(isCut = false);
        await using var source = MailSources.Open("box", Box(server), _log);
        await Mails.OpenAsync(source);
        isCut = true;

        Assert.Equal("7", await Mails.OpenAsync(source));

        Assert.Equal(2, server.Commands.Count(command => command.StartsWith("AUTHENTICATE", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Opened_again_after_settling_it_never_sends_CLOSE_which_would_take_what_others_deleted()
    {
        await using var server = ScriptedImapServer.WithInbox(Plain, 3, _ => "{tag} OK done\r\n");
        var box = Box(server);
        box.AfterFiling = AfterFiling.Flag;
        await using var source = MailSources.Open("box", box, _log);
        await Mails.OpenAsync(source);
        await Mails.SettleAsync(source, [new MailEntry("1", 1, 10, DateTimeOffset.UnixEpoch)]);

        await Mails.OpenAsync(source);

        Assert.Contains(server.Commands, command => command.StartsWith("SELECT", StringComparison.Ordinal));
        Assert.DoesNotContain("CLOSE", server.Commands);
        Assert.StartsWith("EXAMINE", server.Commands.Last(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task That_the_server_cannot_move_is_told_once_and_not_at_each_batch()
    {
        await using var server = ScriptedImapServer.WithInbox(Plain, 3, _ => "{tag} OK done\r\n");
        var box = Box(server);
        box.AfterFiling = AfterFiling.Move;
        await using var source = MailSources.Open("box", box, _log);

        for (var run = 0; run < 3; run++)
        {
            await Mails.OpenAsync(source);
            await Mails.SettleAsync(source, [new MailEntry("1", 1, 10, DateTimeOffset.UnixEpoch)]);
            await Mails.SettleAsync(source, [new MailEntry("2", 2, 10, DateTimeOffset.UnixEpoch)]);
        }

        Assert.Single(_log.Lines, line => line.Contains("can neither MOVE nor UID EXPUNGE", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Gmail_without_MOVE_is_never_asked_to_delete()
    {
        await using var server = ScriptedImapServer.WithInbox($"{Plain} UIDPLUS X-GM-EXT-1", 3, _ => "{tag} OK done\r\n");

        await SettleAsync(server);

        Assert.DoesNotContain(server.Commands, command => command.StartsWith("UID COPY", StringComparison.Ordinal) || command.Contains("Deleted", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Gmail_with_MOVE_moves()
    {
        await using var server = ScriptedImapServer.WithInbox($"{Plain} UIDPLUS MOVE X-GM-EXT-1", 3, _ => "{tag} OK done\r\n");

        await SettleAsync(server);

        Assert.Contains(server.Commands, command => command.StartsWith("UID MOVE 1 ", StringComparison.Ordinal));
        Assert.DoesNotContain(server.Commands, command => command.Contains("Deleted", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("NO", MailboxFaultKind.SignInRefused)]
    [InlineData("", MailboxFaultKind.Transport)]
    public async Task A_fault_says_whose_doing_it_is(string answer, MailboxFaultKind kind)
    {
        await using var server = new ScriptedImapServer(command => command.StartsWith("AUTHENTICATE", StringComparison.Ordinal) ? answer.Length == 0 ? null : $"{{tag}} {answer} no\r\n" : "{tag} OK done\r\n");
        await using var source = MailSources.Open("box", Box(server), _log);

        var fault = await Assert.ThrowsAsync<MailboxException>(() => Mails.OpenAsync(source));

        Assert.Equal(kind, fault.Kind);
    }

    [Fact]
    public async Task A_folder_that_the_server_refuses_is_the_servers_doing()
    {
        await using var server = ScriptedImapServer.WithInbox(Plain, 0, _ => "{tag} OK done\r\n");
        var box = Box(server);
        box.Folder = "None";
        await using var source = MailSources.Open("box", box, _log);

        Assert.Equal(MailboxFaultKind.Refused, (await Assert.ThrowsAsync<MailboxException>(() => Mails.OpenAsync(source))).Kind);
    }

    private static MailboxOptions Box(ScriptedImapServer server) => new()
    {
        Host = "127.0.0.1",
        Port = server.Port,
        Tls = MailboxTls.None,
        Username = "u",
        Password = "p",
        ReplyTimeout = TimeSpan.FromSeconds(5),
    };

    private async Task SettleAsync(ScriptedImapServer server)
    {
        var box = Box(server);
        box.AfterFiling = AfterFiling.Move;
        await using var source = MailSources.Open("box", box, _log);
        await Mails.OpenAsync(source);
        await Mails.SettleAsync(source, [new MailEntry("1", 1, 10, DateTimeOffset.UnixEpoch)]);
    }
}
