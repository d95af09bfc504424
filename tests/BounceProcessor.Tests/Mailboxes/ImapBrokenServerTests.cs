using System.Globalization;

using BounceProcessor.Mailboxes;
using BounceProcessor.Tests.Servers;

using Xunit;

namespace BounceProcessor.Tests.Mailboxes;

/// <summary>Faults that a good server never shows, from a scripted one.</summary>
public sealed class ImapBrokenServerTests
{
    private const string Plain = "IMAP4rev1 AUTH=PLAIN";
    private readonly CollectedLog _log = new();

    [Fact]
    public async Task A_fetch_answer_that_is_garbage_costs_one_mail_only()
    {
        await using var server = ScriptedImapServer.WithInbox(Plain, 5, command => Mailbox(command, uid => uid == 3 ? "* 3 FETCH )UID( BODY[] {x}garbage\r\n" : null));
        await using var source = MailSources.Open("box", Box(server), _log);
        await Mails.OpenAsync(source);

        var mails = await Mails.ReadAsync(source, await Mails.ListAsync(source));

        Assert.Equal(["1", "2", "4", "5"], mails.Select(mail => mail.Entry.Key));
        Assert.Contains(_log.Lines, line => line.StartsWith("Error: Mailbox box: mail 3 cannot be read", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_mail_that_is_found_but_whose_size_is_not_told_is_listed_and_read_all_the_same()
    {
        await using var server = ScriptedImapServer.WithInbox(Plain, 5, command => command.Contains("RFC822.SIZE", StringComparison.Ordinal)
            ? Mailbox(command, _ => null).Replace("* 3 FETCH (UID 3 RFC822.SIZE 14 INTERNALDATE \"12-Nov-2026 08:15:30 +0000\")\r\n", "", StringComparison.Ordinal)
            : Mailbox(command, _ => null));
        await using var source = MailSources.Open("box", Box(server), _log);
        await Mails.OpenAsync(source);

        var mails = await Mails.ReadAsync(source, await Mails.ListAsync(source));

        Assert.Equal(["1", "2", "3", "4", "5"], mails.Select(mail => mail.Entry.Key));
    }

    [Fact]
    public async Task A_server_that_hangs_up_at_one_mail_costs_that_mail_only()
    {
        await using var server = ScriptedImapServer.WithInbox(Plain, 5, command => IsBodyOf(command, 2) ? null : Mailbox(command, _ => null));
        await using var source = MailSources.Open("box", Box(server), _log);
        await Mails.OpenAsync(source);

        var mails = await Mails.ReadAsync(source, await Mails.ListAsync(source));

        Assert.Equal(["1", "3", "4", "5"], mails.Select(mail => mail.Entry.Key));
    }

    [Fact]
    public async Task A_server_that_falls_silent_at_one_mail_costs_that_mail_only()
    {
        await using var server = ScriptedImapServer.WithInbox(Plain, 3, command => IsBodyOf(command, 2) ? "" : Mailbox(command, _ => null, mails: 3));
        await using var source = MailSources.Open("box", Box(server), _log);
        await Mails.OpenAsync(source);

        var mails = await Mails.ReadAsync(source, await Mails.ListAsync(source));

        Assert.Equal(["1", "3"], mails.Select(mail => mail.Entry.Key));
    }

    [Fact]
    public async Task A_mail_that_the_server_lists_but_never_sends_is_told_of()
    {
        await using var server = ScriptedImapServer.WithInbox(Plain, 3, command => Mailbox(command, uid => uid == 1 ? "" : null, mails: 3));
        await using var source = MailSources.Open("box", Box(server), _log);
        await Mails.OpenAsync(source);

        var mails = await Mails.ReadAsync(source, await Mails.ListAsync(source));

        Assert.Equal(["2", "3"], mails.Select(mail => mail.Entry.Key));
        Assert.Contains(_log.Lines, line => line.Contains("mail 1 cannot be read (the server lists it but does not send it)", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_server_that_hangs_up_at_every_mail_is_given_up_with_a_clear_line()
    {
        await using var server = ScriptedImapServer.WithInbox(Plain, 40, command => command.Contains("BODY.PEEK", StringComparison.Ordinal) ? null : Mailbox(command, _ => null, mails: 40));
        await using var source = MailSources.Open("box", Box(server), _log);
        await Mails.OpenAsync(source);
        var entries = await Mails.ListAsync(source);

        var fault = await Assert.ThrowsAsync<MailboxException>(() => Mails.ReadAsync(source, entries));

        Assert.Contains("broke off while mails were read, again and again", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_last_mail_that_n_to_star_always_shows_is_not_listed_twice()
    {
        await using var server = ScriptedImapServer.WithInbox(Plain, 5, command =>
            command.StartsWith("UID SEARCH", StringComparison.Ordinal) ? "* SEARCH 5\r\n{tag} OK done\r\n" : Mailbox(command, _ => null));
        await using var source = MailSources.Open("box", Box(server), _log);
        await Mails.OpenAsync(source);

        Assert.Empty(await Mails.ListAsync(source, from: 6));
    }

    [Fact]
    public async Task Without_MOVE_ours_are_copied_and_expunged_and_nobody_elses()
    {
        await using var server = ScriptedImapServer.WithInbox($"{Plain} UIDPLUS", 5, command => command switch
        {
            _ when command.StartsWith("UID FETCH", StringComparison.Ordinal) && command.Contains("FLAGS", StringComparison.Ordinal)
                => "* 1 FETCH (UID 1 FLAGS ())\r\n* 2 FETCH (UID 2 FLAGS (\\Deleted))\r\n* 3 FETCH (UID 3 FLAGS (\\Seen))\r\n{tag} OK done\r\n",
            _ when command.StartsWith("UID COPY", StringComparison.Ordinal) => "{tag} OK [COPYUID 9 1 11] done\r\n", // 3 was gone
            _ when command.StartsWith("UID STORE", StringComparison.Ordinal) || command.StartsWith("UID EXPUNGE", StringComparison.Ordinal) => "{tag} OK done\r\n",
            _ => Mailbox(command, _ => null),
        });
        await using var source = MailSources.Open("box", Box(server, AfterFiling.Move), _log);
        await Mails.OpenAsync(source);
        var entries = await Mails.ListAsync(source);

        await Mails.SettleAsync(source, [.. entries.Take(3)]);

        Assert.Contains(server.Commands, command => command == "UID COPY 1,3 Processed" || command == "UID COPY 1,3 \"Processed\"");
        Assert.Contains("UID STORE 1 +FLAGS.SILENT (\\Deleted)", server.Commands);
        Assert.Contains("UID EXPUNGE 1", server.Commands);
        Assert.DoesNotContain("EXPUNGE", server.Commands);
    }

    [Fact]
    public async Task Without_MOVE_and_UIDPLUS_mails_are_left_and_the_log_says_why()
    {
        await using var server = ScriptedImapServer.WithInbox(Plain, 3, command => Mailbox(command, _ => null));
        await using var source = MailSources.Open("box", Box(server, AfterFiling.Move), _log);
        await Mails.OpenAsync(source);
        var entries = await Mails.ListAsync(source);

        await Mails.SettleAsync(source, entries);

        Assert.Contains(_log.Lines, line => line.Contains("can neither MOVE nor UID EXPUNGE", StringComparison.Ordinal));
        Assert.DoesNotContain(server.Commands, command =>
            command.Contains("COPY", StringComparison.Ordinal) || command.Contains("STORE", StringComparison.Ordinal) || command.Contains("EXPUNGE", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Only_headers_of_a_large_mail_are_asked_for_and_nothing_marks_it_as_seen()
    {
        await using var server = ScriptedImapServer.WithInbox(Plain, 1, command => Mailbox(command, _ => null));
        await using var source = MailSources.Open("box", Box(server), _log);
        await Mails.OpenAsync(source);

        await Mails.ReadAsync(source, await Mails.ListAsync(source), limit: 10);

        Assert.Contains(server.Commands, command => command.Contains("BODY.PEEK[HEADER]<0.1048576>", StringComparison.Ordinal));
        Assert.DoesNotContain(server.Commands, command => command.Contains("BODY[", StringComparison.Ordinal));
    }

    // Each mail is "Subject: <uid>"; a test may answer for one of them.
    private static string Mailbox(string command, Func<int, string?> instead, int mails = 5)
    {
        if (command.StartsWith("UID SEARCH", StringComparison.Ordinal))
        {
            return $"* SEARCH {string.Join(' ', command.Contains('*', StringComparison.Ordinal) || command.Contains("4294967295", StringComparison.Ordinal) ? Enumerable.Range(1, mails) : Uids(command))}\r\n{{tag}} OK done\r\n";
        }

        if (!command.StartsWith("UID FETCH", StringComparison.Ordinal))
        {
            return "{tag} OK done\r\n";
        }

        var isBody = command.Contains("BODY.PEEK", StringComparison.Ordinal);
        return string.Concat(Uids(command).Select(uid => isBody
            ? instead(uid) ?? string.Create(CultureInfo.InvariantCulture, $"* {uid} FETCH (UID {uid} BODY[{(command.Contains("HEADER", StringComparison.Ordinal) ? "HEADER]<0>" : "]")} {{14}}\r\nSubject: {uid}\r\n\r\n)\r\n")
            : string.Create(CultureInfo.InvariantCulture, $"* {uid} FETCH (UID {uid} RFC822.SIZE 14 INTERNALDATE \"12-Nov-2026 08:15:30 +0000\")\r\n")))
            + "{tag} OK done\r\n";
    }

    private static bool IsBodyOf(string command, int uid) =>
        command.StartsWith("UID FETCH", StringComparison.Ordinal) && command.Contains("BODY.PEEK", StringComparison.Ordinal) && Uids(command).Contains(uid);

    private static IEnumerable<int> Uids(string command) => command.Split(' ').Last(word => word.Length > 0 && char.IsAsciiDigit(word[0]))
        .Split(',').SelectMany(part =>
        {
            var ends = part.Split(':').Select(number => int.Parse(number, CultureInfo.InvariantCulture)).ToArray();
            return Enumerable.Range(ends[0], ends[^1] - ends[0] + 1);
        });

    private static MailboxOptions Box(ScriptedImapServer server, AfterFiling afterFiling = AfterFiling.Leave) => new()
    {
        Host = "127.0.0.1",
        Port = server.Port,
        Tls = MailboxTls.None,
        Username = "u",
        Password = "p",
        AfterFiling = afterFiling,
        ReplyTimeout = TimeSpan.FromSeconds(1),
    };
}
