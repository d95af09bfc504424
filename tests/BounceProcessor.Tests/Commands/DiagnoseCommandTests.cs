using System.Text.Json;

using Xunit;

namespace BounceProcessor.Tests.Commands;

public sealed class DiagnoseCommandTests : IDisposable
{
    private readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_folder_becomes_one_json_object_a_line_in_the_order_of_the_names()
    {
        _folder.Write("mails/b.eml", Mails.Bounce("jaan@klient.example"));
        _folder.Write("mails/a/2", Mails.Letter);
        _folder.Write("mails/a/10.txt", Mails.Letter);
        _folder.Write("mails/a/notes.json", "{}");
        _folder.Write("mails/.hidden", Mails.Letter);

        var run = await Run.ExecutableAsync(_folder.Path, null, "diagnose", "--json", "mails");

        Assert.Equal((0, ""), (run.Code, run.Error));
        Assert.Equal(["mails/a/10.txt", "mails/a/2", "mails/b.eml"], run.Lines.Select(File));
    }

    [Fact]
    public async Task Of_a_Maildir_mails_are_read_and_its_index_files_and_half_written_mails_are_not()
    {
        foreach (var file in new[] { "cur/1:2,S", "new/2", "tmp/3", "dovecot.index.log", ".Sent/cur/4:2,", ".Sent/new/5", ".Sent/tmp/6" })
        {
            _folder.Write($"Maildir/{file}", Mails.Letter);
        }

        var run = await Run.HereAsync("diagnose", "--json", Path.Combine(_folder.Path, "Maildir"));

        Assert.Equal(
            [".Sent/cur/4:2,", ".Sent/new/5", "cur/1:2,S", "new/2"],
            run.Lines.Select(line => Path.GetRelativePath(Path.Combine(_folder.Path, "Maildir"), File(line))));
    }

    [Fact]
    public async Task A_line_has_the_keys_of_the_contract_and_null_where_nothing_is_known()
    {
        var path = _folder.Write("b.eml", Mails.Bounce("jaan@klient.example"));

        var run = await Run.HereAsync("diagnose", "--json", path);

        var line = JsonDocument.Parse(run.Output).RootElement;
        var recipient = line.GetProperty("recipients")[0];
        Assert.Equal(["file", "kind", "recipients", "original"], line.EnumerateObject().Select(member => member.Name));
        Assert.Equal(
            [
                "address", "originalRecipient", "finalRecipient", "action", "status", "replyCode", "reason", "severity", "fixer", "diagnostic",
                "reportingMta", "remoteMta", "rule", "confidence", "authentication", "evidence",
            ],
            recipient.EnumerateObject().Select(member => member.Name));
        Assert.Equal("failure", line.GetProperty("kind").GetString());
        Assert.Equal("jaan@klient.example", recipient.GetProperty("address").GetString());
        Assert.Equal("mailbox-unknown", recipient.GetProperty("reason").GetString());
        Assert.Equal(550, recipient.GetProperty("replyCode").GetInt32());
        Assert.Equal(JsonValueKind.Null, recipient.GetProperty("originalRecipient").ValueKind);
        Assert.Equal("2026-11-23T08:00:00+02:00", line.GetProperty("original").GetProperty("date").GetString());
    }

    [Fact]
    public async Task Standard_input_is_a_mail_named_with_a_hyphen()
    {
        var run = await Run.ExecutableAsync(_folder.Path, Mails.Bounce("jaan@klient.example"), "diagnose", "-", "--json");

        Assert.Equal(0, run.Code);
        Assert.Equal(["-"], run.Lines.Select(File));
    }

    [Fact]
    public async Task The_mails_of_an_mbox_are_numbered()
    {
        var path = _folder.Write("old.mbox", Mbox(Mails.Letter, Mails.Bounce("jaan@klient.example")));

        var run = await Run.HereAsync("diagnose", "--json", path);

        Assert.Equal([$"{path}#1", $"{path}#2"], run.Lines.Select(File));
        Assert.Contains("\"kind\":\"failure\"", run.Lines[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_begins_with_From_is_one_mail_unless_its_name_or_the_option_says_mbox()
    {
        var path = _folder.Write("saved.eml", Mbox(Mails.Letter, Mails.Letter));

        var one = await Run.HereAsync("diagnose", "--json", path);
        var two = await Run.HereAsync("diagnose", "--json", "--mbox", path);

        Assert.Single(one.Lines);
        Assert.Equal(2, two.Lines.Length);
    }

    [Fact]
    public async Task A_missing_path_is_named_and_the_rest_goes_on()
    {
        var path = _folder.Write("b.eml", Mails.Bounce("jaan@klient.example"));

        var run = await Run.HereAsync("diagnose", "--json", "no-such-mail.eml", path);

        Assert.Equal(2, run.Code);
        Assert.Equal("no-such-mail.eml: no such file or folder", run.Error.TrimEnd());
        Assert.Single(run.Lines);
    }

    [Fact]
    public async Task A_file_that_cannot_be_read_is_named_and_the_rest_goes_on()
    {
        _folder.Write("mails/b.eml", Mails.Bounce("jaan@klient.example"));
        System.IO.File.CreateSymbolicLink(Path.Combine(_folder.Path, "mails", "a.eml"), Path.Combine(_folder.Path, "gone.eml"));

        var run = await Run.HereAsync("diagnose", "--json", Path.Combine(_folder.Path, "mails"));

        Assert.Equal(3, run.Code);
        Assert.Contains("a.eml", run.Error, StringComparison.Ordinal);
        Assert.Single(run.Lines);
    }

    [Fact]
    public async Task Text_tells_recipient_reason_advice_and_evidence()
    {
        var path = _folder.Write("b.eml", Mails.Bounce("jaan@klient.example"));

        var run = await Run.HereAsync("diagnose", path);

        foreach (var words in new[] { "delivery failed", "jaan@klient.example", "mailbox-unknown", "hard", "advice", "550 5.1.1 User unknown", "evidence", "confidence", "Arve 20417" })
        {
            Assert.Contains(words, run.Output, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Text_is_Estonian_on_request()
    {
        var path = _folder.Write("b.eml", Mails.Bounce("jaan@klient.example"));

        var run = await Run.HereAsync("diagnose", "--lang", "et", path);

        Assert.Contains("kiri ei jõudnud kohale", run.Output, StringComparison.Ordinal);
        Assert.Contains("soovitus", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("advice", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Control_characters_of_a_mail_do_not_reach_the_terminal()
    {
        var path = _folder.Write("b.eml", Mails.Bounce("jaan@klient.example", "smtp; 550 \u001b[2J\u009b31m\u202egone"));

        var run = await Run.HereAsync("diagnose", path);

        Assert.DoesNotContain(run.Output, character => character != '\n' && (char.IsControl(character) || character == '\u202e'));
        Assert.Contains("[2J", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_a_mail_above_the_limit_only_the_headers_are_read()
    {
        var path = _folder.Write("large.eml", Mails.Letter + new string('x', 21 * 1024 * 1024));

        var run = await Run.HereAsync("diagnose", path);

        Assert.Equal(0, run.Code);
        Assert.Contains("only its headers were read", run.Error, StringComparison.Ordinal);
        Assert.Contains("ordinary mail", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Many_mails_come_out_in_the_order_they_went_in()
    {
        var mails = Enumerable.Range(1, 500).Select(number => number % 50 == 0 ? Mails.Bounce($"jaan{number}@klient.example") : Mails.Letter);
        var path = _folder.Write("many.mbox", Mbox([.. mails]));

        var run = await Run.HereAsync("diagnose", "--json", path);

        Assert.Equal(Enumerable.Range(1, 500).Select(number => $"{path}#{number}"), run.Lines.Select(File));
        Assert.Contains("jaan450@klient.example", run.Lines[449], StringComparison.Ordinal);
    }

    private static string Mbox(params string[] mails) =>
        string.Concat(mails.Select(mail => $"From MAILER-DAEMON Mon Nov 23 08:00:00 2026\n{mail}\n"));

    private static string File(string line) => JsonDocument.Parse(line).RootElement.GetProperty("file").GetString()!;
}
