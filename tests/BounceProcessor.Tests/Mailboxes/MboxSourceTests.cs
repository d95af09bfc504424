using BounceProcessor.Mailboxes;
using BounceProcessor.Tests.Servers;

using Xunit;

namespace BounceProcessor.Tests.Mailboxes;

public sealed class MboxSourceTests : IDisposable
{
    private const string Separator = "From MAILER-DAEMON Thu Nov 12 08:15:30 2026\n";

    private readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Mails_are_separated_and_come_without_separator_and_empty_line()
    {
        var mails = await ReadAsync($"{Separator}Subject: 1\n\nOne\n\n{Separator}Subject: 2\n\nTwo\n\n");

        Assert.Equal(["Subject: 1\n\nOne\n", "Subject: 2\n\nTwo\n"], mails);
    }

    [Theory]
    [InlineData("From sender@example.com Thu Nov 12 08:15:30 2026")]
    [InlineData("From sender@example.com  Thu Nov  2 08:15:30 2026")]
    [InlineData("From - Thu Nov 12 08:15:30 2026")]
    [InlineData("From 1700000000@xxx Thu Nov 12 08:15:30 +0000 2026")]
    [InlineData("From user at example.com Thu Nov 12 08:15:30 EET 2026")]
    [InlineData("From \"some body\"@example.com Thu Nov 12 08:15 2026")]
    [InlineData("From sender@example.com Thu Nov 12 08:15:30 2026 remote from host")]
    public async Task Separators_of_every_writer_are_known(string line)
    {
        var mails = await ReadAsync($"{Separator}Subject: 1\n\nOne\n\n{line}\nSubject: 2\n\nTwo\n");

        Assert.Equal(2, mails.Count);
    }

    [Theory]
    [InlineData("From here on it gets better.")]
    [InlineData("From Monday to Friday, 08:00 to 17:00")]
    [InlineData("From Mon to Fri we are here")]
    [InlineData("From:  a@example.com")]
    public async Task Text_that_begins_with_From_splits_no_mail(string line)
    {
        var mails = await ReadAsync($"{Separator}Subject: 1\n\nOne\n\n{line}\nmore\n");

        Assert.Equal($"Subject: 1\n\nOne\n\n{line}\nmore\n", Assert.Single(mails));
    }

    [Fact]
    public async Task A_separator_needs_an_empty_line_before_it()
    {
        var mails = await ReadAsync($"{Separator}Subject: 1\n\nOne\n{Separator}still one\n");

        Assert.Single(mails);
    }

    [Fact]
    public async Task One_quote_is_taken_from_each_quoted_line()
    {
        var mails = await ReadAsync($"{Separator}Subject: 1\n\n>From a\n>>From b\n> From c\nx >From d\n");

        Assert.Equal("Subject: 1\n\nFrom a\n>From b\n> From c\nx >From d\n", Assert.Single(mails));
    }

    [Fact]
    public async Task A_wrong_Content_Length_changes_nothing()
    {
        var mails = await ReadAsync($"{Separator}Content-Length: 5000\n\nOne\n\n{Separator}Content-Length: 0\n\nTwo\n");

        Assert.Equal(["Content-Length: 5000\n\nOne\n", "Content-Length: 0\n\nTwo\n"], mails);
    }

    [Fact]
    public async Task Line_ends_and_empty_lines_within_a_mail_stay()
    {
        var crlf = Separator.ReplaceLineEndings("\r\n");
        var mails = await ReadAsync($"{crlf}Subject: 1\r\n\r\n\r\nOne\r\n\r\n\r\n\r\n{crlf}Subject: 2\r\n\r\nTwo");

        Assert.Equal(["Subject: 1\r\n\r\n\r\nOne\r\n\r\n\r\n", "Subject: 2\r\n\r\nTwo"], mails);
    }

    [Fact]
    public async Task A_file_without_separator_is_one_mail()
    {
        Assert.Equal("Subject: 1\n\nOne\n", Assert.Single(await ReadAsync("\nSubject: 1\n\nOne\n")));
    }

    [Fact]
    public async Task A_mail_without_headers_and_an_empty_mail_are_mails()
    {
        var mails = await ReadAsync($"{Separator}\nOnly text\n\n{Separator}\n{Separator}Subject: 3\n\nThree\n");

        Assert.Equal(["\nOnly text\n", "", "Subject: 3\n\nThree\n"], mails);
    }

    [Fact]
    public async Task Lines_longer_than_the_buffer_are_kept_whole()
    {
        var line = new string('x', 200_000);

        var mails = await ReadAsync($"{Separator}X: {line}\n\nFrom {line}\n\n{Separator}Subject: 2\n\nTwo\n");

        Assert.Equal([$"X: {line}\n\nFrom {line}\n", "Subject: 2\n\nTwo\n"], mails);
    }

    [Fact]
    public async Task Mails_appended_later_leave_the_keys_of_the_others_as_they_were()
    {
        var path = _folder.Write("box.mbox", $"{Separator}Subject: 1\n\nOne\n\n{Separator}Subject: 2\n\nTwo\n");
        await using var source = await OpenAsync(path);
        var before = await Mails.ListAsync(source);
        await File.AppendAllTextAsync(path, $"\n{Separator}Subject: 3\n\nThree\n", TestContext.Current.CancellationToken);

        var after = await Mails.ListAsync(source);

        Assert.Equal(before.Select(entry => entry.Key), after.Take(2).Select(entry => entry.Key));
        Assert.Equal(3, after.Count);
    }

    [Fact]
    public async Task Mails_read_after_the_file_was_compacted_are_left_for_the_next_listing()
    {
        var path = _folder.Write("box.mbox", $"{Separator}Subject: 1\n\nOne\n\n{Separator}Subject: 2\n\nTwo\n\n{Separator}Subject: 3\n\nThree\n");
        await using var source = await OpenAsync(path);
        var entries = await Mails.ListAsync(source);
        _folder.Write("box.mbox", $"{Separator}Subject: 1\n\nOne\n\n{Separator}Subject: 3\n\nThree\n");

        Assert.Equal("Subject: 1\n\nOne\n", Mails.Text(Assert.Single(await Mails.ReadAsync(source, entries))));
    }

    [Fact]
    public async Task The_last_mail_waits_while_somebody_holds_the_lock()
    {
        var path = _folder.Write("box.mbox", $"{Separator}Subject: 1\n\nOne\n\n{Separator}Subject: 2\n\nTw");
        _folder.Write("box.mbox.lock", "");
        await using var source = await OpenAsync(path);

        Assert.Single(await Mails.ListAsync(source));
    }

    [Fact]
    public async Task A_mail_above_the_limit_comes_with_its_headers_only()
    {
        var path = _folder.Write("box.mbox", $"{Separator}Subject: 1\n\n{new string('x', 100_000)}\n");
        await using var source = await OpenAsync(path);

        var mail = Assert.Single(await Mails.ReadAsync(source, await Mails.ListAsync(source), limit: 65_536));

        Assert.True(mail.HeadersOnly);
        Assert.Equal("Subject: 1\n\n", Mails.Text(mail));
    }

    [Theory]
    [InlineData(AfterFiling.Flag)]
    [InlineData(AfterFiling.Move)]
    public async Task Settling_in_an_mbox_is_refused(AfterFiling afterFiling)
    {
        var path = _folder.Write("box.mbox", "");
        await using var source = MailSources.Open("box", new MailboxOptions { Kind = MailboxKind.Mbox, Path = path, AfterFiling = afterFiling });

        var fault = await Assert.ThrowsAsync<MailboxException>(() => Mails.OpenAsync(source));

        Assert.Contains("Set Mailboxes:box:AfterFiling to Leave", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_empty_file_holds_no_mail()
    {
        Assert.Empty(await ReadAsync(""));
    }

    private static async Task<IMailSource> OpenAsync(string path)
    {
        var source = MailSources.Open("box", new MailboxOptions { Kind = MailboxKind.Mbox, Path = path });
        await Mails.OpenAsync(source);
        return source;
    }

    private async Task<List<string>> ReadAsync(string mbox)
    {
        await using var source = await OpenAsync(_folder.Write("box.mbox", mbox));
        var entries = await Mails.ListAsync(source);
        var mails = await Mails.ReadAsync(source, entries);
        Assert.Equal(entries.Count, mails.Count);
        return [.. mails.Select(Mails.Text)];
    }
}
