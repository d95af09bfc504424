using System.Text;

using BounceProcessor.Mailboxes;
using BounceProcessor.Tests.Servers;

using Xunit;

namespace BounceProcessor.Tests.Mailboxes;

public sealed class EmlFolderSourceTests : IDisposable
{
    private readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Mails_of_subfolders_are_listed_by_their_ending()
    {
        _folder.Write("one.eml", Mails.Simple("one"));
        _folder.Write("sub/deep/two.EML", Mails.Simple("two"));
        _folder.Write("sub/run", "#!/bin/sh\n");
        _folder.Write("three.txt", Mails.Simple("three"));

        Assert.Equal(["one.eml", "sub/deep/two.EML"], Names(await ListAsync(Options())));
    }

    [Fact]
    public async Task Mails_of_any_ending_are_listed_when_all_files_are_mails()
    {
        _folder.Write("one.eml", Mails.Simple("one"));
        _folder.Write("sub/deep/two.EML", Mails.Simple("two"));
        _folder.Write("sub/1700000000.M1P2.host", Mails.Simple("three"));
        _folder.Write("four", Mails.Simple("four"));
        _folder.Write("five.txt", Mails.Simple("five"));

        var options = Options();
        options.Files = "*";
        var entries = await ListAsync(options);

        Assert.Equal(["five.txt", "four", "one.eml", "sub/1700000000.M1P2.host", "sub/deep/two.EML"], Names(entries));
    }

    [Fact]
    public async Task Files_that_are_plainly_something_else_or_unfinished_are_not_listed()
    {
        foreach (var name in (string[])["a.expected.json", "README.md", "picture.png", "half.eml.tmp", "half.eml.part", ".hidden", "backup.eml~"])
        {
            _folder.Write(name, Mails.Simple("no"));
        }

        var options = Options();
        options.Files = "*";
        Assert.Empty(await ListAsync(options));
    }

    [Fact]
    public async Task Links_are_not_followed()
    {
        using var elsewhere = new TestFolder();
        elsewhere.Write("secret.eml", Mails.Simple("secret"));
        _folder.Write("own.eml", Mails.Simple("own"));
        File.CreateSymbolicLink(_folder.File("link.eml"), elsewhere.File("secret.eml"));
        Directory.CreateSymbolicLink(_folder.File("folder"), elsewhere.Path);
        Directory.CreateSymbolicLink(_folder.File("loop"), _folder.Path);

        Assert.Equal(["own.eml"], Names(await ListAsync(Options())));
    }

    [Fact]
    public async Task Pages_hold_at_most_500_mails()
    {
        for (var number = 0; number < 1201; number++)
        {
            _folder.Write($"{number}.eml", "S: 1\n\n");
        }

        Assert.Equal(1201, (await ListAsync(Options())).Count);
    }

    [Fact]
    public async Task Bytes_come_as_they_are_on_disk()
    {
        byte[] bytes = [0, 1, 13, 10, 0, 255, 254, .. "From: x\n"u8, 0];
        await File.WriteAllBytesAsync(_folder.File("nul.eml"), bytes, TestContext.Current.CancellationToken);
        await File.WriteAllBytesAsync(_folder.File("empty.eml"), [], TestContext.Current.CancellationToken);
        await using var source = MailSources.Open("box", Options());
        await Mails.OpenAsync(source);

        var mails = await Mails.ReadAsync(source, await Mails.ListAsync(source));

        Assert.Equal(bytes, mails.Single(mail => mail.Entry.Key.StartsWith("nul", StringComparison.Ordinal)).Bytes.ToArray());
        Assert.Empty(mails.Single(mail => mail.Entry.Key.StartsWith("empty", StringComparison.Ordinal)).Bytes.ToArray());
    }

    [Fact]
    public async Task A_mail_of_two_thousand_levels_is_read_like_any_other()
    {
        var mail = new StringBuilder("Subject: deep\n");
        for (var level = 0; level < 2000; level++)
        {
            mail.Append(System.Globalization.CultureInfo.InvariantCulture, $"Content-Type: multipart/mixed; boundary=b{level}\n\n--b{level}\n");
        }

        _folder.Write("deep.eml", mail.ToString());
        await using var source = MailSources.Open("box", Options());
        await Mails.OpenAsync(source);

        var read = Assert.Single(await Mails.ReadAsync(source, await Mails.ListAsync(source)));

        Assert.Equal(mail.Length, read.Bytes.Length);
    }

    [Fact]
    public async Task A_mail_above_the_limit_comes_with_its_headers_only()
    {
        _folder.Write("large.eml", Mails.Simple("large", new string('x', 100_000)));
        await using var source = MailSources.Open("box", Options());
        await Mails.OpenAsync(source);

        var mail = Assert.Single(await Mails.ReadAsync(source, await Mails.ListAsync(source), limit: 65_536));

        Assert.True(mail.HeadersOnly);
        Assert.EndsWith("Message-ID: <large@example.com>\n\n", Mails.Text(mail), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Headers_without_end_are_cut_at_one_mebibyte()
    {
        _folder.Write("headers.eml", $"X-Long: {new string('x', 3_000_000)}\n\nText");
        await using var source = MailSources.Open("box", Options());
        await Mails.OpenAsync(source);

        var mail = Assert.Single(await Mails.ReadAsync(source, await Mails.ListAsync(source), limit: 65_536));

        Assert.Equal(1024 * 1024, mail.Bytes.Length);
    }

    [Fact]
    public async Task A_file_that_changed_since_the_listing_is_left_for_the_next_one()
    {
        _folder.Write("a.eml", Mails.Simple("a"));
        await using var source = MailSources.Open("box", Options());
        await Mails.OpenAsync(source);
        var before = await Mails.ListAsync(source);
        _folder.Write("a.eml", Mails.Simple("a", "Longer text than before.\n"));

        var read = await Mails.ReadAsync(source, before);
        var after = await Mails.ListAsync(source);

        Assert.Empty(read);
        Assert.NotEqual(before.Single().Key, after.Single().Key);
    }

    [Fact]
    public async Task Moved_mails_keep_their_subfolder_and_are_not_listed_again()
    {
        _folder.Write("a.eml", Mails.Simple("a"));
        _folder.Write("sub/b.eml", Mails.Simple("b"));
        await using var source = MailSources.Open("box", Options(AfterFiling.Move));
        await Mails.OpenAsync(source);
        var entries = await Mails.ListAsync(source);

        await Mails.SettleAsync(source, entries);
        await Mails.SettleAsync(source, entries);

        Assert.True(File.Exists(_folder.File("Processed/a.eml")));
        Assert.True(File.Exists(_folder.File("Processed/sub/b.eml")));
        Assert.Empty(await Mails.ListAsync(source));
    }

    [Fact]
    public async Task A_moved_mail_never_replaces_another_of_the_same_name()
    {
        _folder.Write("Processed/a.eml", "first");
        _folder.Write("a.eml", Mails.Simple("second"));
        await using var source = MailSources.Open("box", Options(AfterFiling.Move));
        await Mails.OpenAsync(source);

        await Mails.SettleAsync(source, await Mails.ListAsync(source));

        Assert.Equal("first", await File.ReadAllTextAsync(_folder.File("Processed/a.eml"), TestContext.Current.CancellationToken));
        Assert.True(File.Exists(_folder.File("Processed/a-1.eml")));
    }

    [Fact]
    public async Task Leaving_changes_nothing()
    {
        _folder.Write("a.eml", Mails.Simple("a"));
        await using var source = MailSources.Open("box", Options());
        await Mails.OpenAsync(source);
        var before = await Mails.ListAsync(source);

        await Mails.ReadAsync(source, before);
        await Mails.SettleAsync(source, before);

        Assert.Equal(before, await Mails.ListAsync(source));
    }

    [Fact]
    public async Task A_missing_folder_is_named_with_the_key_to_correct()
    {
        await using var source = MailSources.Open("box", new MailboxOptions { Kind = MailboxKind.Folder, Path = _folder.File("none") });

        var fault = await Assert.ThrowsAsync<MailboxException>(() => Mails.OpenAsync(source));

        Assert.Contains("Mailbox \"box\": there is no folder", fault.Message, StringComparison.Ordinal);
        Assert.Contains("Mailboxes:box:Path", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Flagging_in_a_folder_is_refused()
    {
        await using var source = MailSources.Open("box", Options(AfterFiling.Flag));

        var fault = await Assert.ThrowsAsync<MailboxException>(() => Mails.OpenAsync(source));

        Assert.Contains("Set Mailboxes:box:AfterFiling to Leave or Move", fault.Message, StringComparison.Ordinal);
    }

    private static async Task<List<MailEntry>> ListAsync(MailboxOptions options)
    {
        await using var source = MailSources.Open("box", options);
        await Mails.OpenAsync(source);
        return await Mails.ListAsync(source);
    }

    private static List<string> Names(List<MailEntry> entries) =>
        [.. entries.Select(entry => entry.Key.Split('|')[0]).Order(StringComparer.Ordinal)];

    private MailboxOptions Options(AfterFiling afterFiling = AfterFiling.Leave) =>
        new() { Kind = MailboxKind.Folder, Path = _folder.Path, AfterFiling = afterFiling };
}
