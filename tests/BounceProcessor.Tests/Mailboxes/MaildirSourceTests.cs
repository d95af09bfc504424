using BounceProcessor.Mailboxes;
using BounceProcessor.Tests.Servers;

using Xunit;

namespace BounceProcessor.Tests.Mailboxes;

public sealed class MaildirSourceTests : IDisposable
{
    private readonly TestFolder _folder = new();

    public MaildirSourceTests()
    {
        foreach (var place in (string[])["new", "cur", "tmp"])
        {
            Directory.CreateDirectory(_folder.File(place));
        }
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task New_and_seen_mails_are_listed_by_their_unique_name()
    {
        _folder.Write("new/1.a.host", Mails.Simple("new"));
        _folder.Write("cur/2.b.host:2,S", Mails.Simple("seen"));
        _folder.Write("tmp/3.c.host", Mails.Simple("unfinished"));
        _folder.Write("dovecot-uidlist", "x");
        await using var source = await OpenAsync(AfterFiling.Leave);

        var entries = await Mails.ListAsync(source);

        Assert.Equal(["1.a.host", "2.b.host"], entries.Select(entry => entry.Key).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_mail_is_found_though_its_flags_changed_after_the_listing()
    {
        _folder.Write("new/1.a.host", Mails.Simple("wandering"));
        await using var source = await OpenAsync(AfterFiling.Leave);
        var entries = await Mails.ListAsync(source);
        File.Move(_folder.File("new/1.a.host"), _folder.File("cur/1.a.host:2,FS"));

        var mail = Assert.Single(await Mails.ReadAsync(source, entries));

        Assert.Contains("wandering", Mails.Text(mail), StringComparison.Ordinal);
        Assert.Equal(entries.Single().Key, Assert.Single(await Mails.ListAsync(source)).Key);
    }

    [Fact]
    public async Task A_mail_that_is_gone_is_missing_from_the_result()
    {
        _folder.Write("new/1.a.host", Mails.Simple("gone"));
        await using var source = await OpenAsync(AfterFiling.Leave);
        var entries = await Mails.ListAsync(source);
        File.Delete(_folder.File("new/1.a.host"));

        Assert.Empty(await Mails.ReadAsync(source, entries));
    }

    [Fact]
    public async Task Flagging_marks_as_seen_and_keeps_the_other_flags()
    {
        _folder.Write("new/1.a.host", Mails.Simple("new"));
        _folder.Write("cur/2.b.host:2,RT", Mails.Simple("answered"));
        await using var source = await OpenAsync(AfterFiling.Flag);
        var entries = await Mails.ListAsync(source);

        await Mails.SettleAsync(source, entries);
        await Mails.SettleAsync(source, entries);

        Assert.Equal(
            ["1.a.host:2,S", "2.b.host:2,RST"],
            Directory.GetFiles(_folder.File("cur")).Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal));
        Assert.Empty(Directory.GetFiles(_folder.File("new")));
    }

    [Fact]
    public async Task Moving_goes_into_another_Maildir()
    {
        _folder.Write("new/1.a.host", Mails.Simple("new"));
        _folder.Write("cur/2.b.host:2,S", Mails.Simple("seen"));
        await using var source = await OpenAsync(AfterFiling.Move);
        var entries = await Mails.ListAsync(source);

        await Mails.SettleAsync(source, entries);
        await Mails.SettleAsync(source, entries);

        Assert.True(File.Exists(_folder.File("Processed/new/1.a.host")));
        Assert.True(File.Exists(_folder.File("Processed/cur/2.b.host:2,S")));
        Assert.Empty(await Mails.ListAsync(source));
    }

    [Fact]
    public async Task A_folder_that_is_no_Maildir_is_named()
    {
        Directory.Delete(_folder.File("cur"));
        await using var source = MailSources.Open("box", new MailboxOptions { Kind = MailboxKind.Maildir, Path = _folder.Path });

        var fault = await Assert.ThrowsAsync<MailboxException>(() => Mails.OpenAsync(source));

        Assert.Contains($"no Maildir folder \"{_folder.File("cur")}\"", fault.Message, StringComparison.Ordinal);
    }

    private async Task<IMailSource> OpenAsync(AfterFiling afterFiling)
    {
        var source = MailSources.Open("box", new MailboxOptions { Kind = MailboxKind.Maildir, Path = _folder.Path, AfterFiling = afterFiling });
        await Mails.OpenAsync(source);
        return source;
    }
}
