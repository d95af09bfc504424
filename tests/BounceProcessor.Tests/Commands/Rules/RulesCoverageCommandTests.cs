using System.Text.Json;

using BounceProcessor.Diagnosis.Reasons;

using Xunit;

namespace BounceProcessor.Tests.Commands.Rules;

public sealed class RulesCoverageCommandTests : IDisposable
{
    private readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Without_a_path_the_samples_of_the_rules_are_judged()
    {
        var run = await Run.HereAsync("rules", "coverage");

        Assert.Equal((0, ""), (run.Code, run.Error));
        Assert.Equal($"{RuleBook.Embedded.RuleCount} samples of the rules, {RuleBook.Embedded.RuleCount} recipients with a verdict.", run.Lines[0]);
    }

    [Fact]
    public async Task The_recipients_of_mails_are_counted_by_step_reason_rule_and_code()
    {
        _folder.Write("mails/1.eml", Mails.Bounce("jaan@klient.example"));
        _folder.Write("mails/2.eml", Mails.Bounce("mari@klient.example"));
        _folder.Write("mails/3.eml", Mails.Bounce("jüri@klient.example", "smtp; 550 5.1.1 frotz blorb"));
        _folder.Write("mails/4.eml", Mails.Letter);

        var run = await Run.HereAsync("rules", "coverage", "--json", Path.Combine(_folder.Path, "mails"));

        var report = JsonDocument.Parse(run.Output).RootElement;
        Assert.Equal((4, 3), (report.GetProperty("mails").GetInt32(), report.GetProperty("recipients").GetInt32()));
        Assert.Equal(("words", 2, 0.6667), Step("words"));
        Assert.Equal(("text-code", 1, 0.3333), Step("text-code"));
        Assert.Equal("mailbox-unknown", report.GetProperty("reasons")[0].GetProperty("code").GetString());
        Assert.Equal(2, report.GetProperty("rules")[0].GetProperty("count").GetInt32());
        Assert.Equal("status/5.1.1", report.GetProperty("codes")[0].GetProperty("code").GetString());
        Assert.Equal(RuleBook.Embedded.RuleCount - 1, report.GetProperty("unused").GetArrayLength());

        (string, int, double) Step(string code) =>
            report.GetProperty("steps").EnumerateArray().Where(row => row.GetProperty("code").GetString() == code)
                .Select(row => (code, row.GetProperty("count").GetInt32(), row.GetProperty("share").GetDouble())).Single();
    }

    [Fact]
    public async Task Unused_rules_are_counted_and_listed_on_request()
    {
        var mail = _folder.Write("1.eml", Mails.Bounce("jaan@klient.example"));
        var unused = RuleBook.Embedded.Entries.First(rule => rule.File == "providers/google.json");

        var counted = await Run.HereAsync("rules", "coverage", mail);
        var listed = await Run.HereAsync("rules", "coverage", "--unused", mail);

        Assert.Contains($"1 of {RuleBook.Embedded.RuleCount} rules was used, {RuleBook.Embedded.RuleCount - 1} were not; --unused lists them.", counted.Output, StringComparison.Ordinal);
        Assert.DoesNotContain(unused.Id, counted.Output, StringComparison.Ordinal);
        Assert.Contains(unused.Id, listed.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_path_that_does_not_exist_is_named_and_the_rest_is_counted()
    {
        var mail = _folder.Write("1.eml", Mails.Bounce("jaan@klient.example"));

        var run = await Run.HereAsync("rules", "coverage", "no-such-mail.eml", mail);

        Assert.Equal((2, "no-such-mail.eml: no such file or folder\n"), (run.Code, run.Error));
        Assert.StartsWith("1 mail, 1 recipient ", run.Output, StringComparison.Ordinal);
    }
}
