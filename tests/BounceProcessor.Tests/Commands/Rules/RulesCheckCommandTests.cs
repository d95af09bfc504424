using BounceProcessor.Diagnosis.Reasons;
using BounceProcessor.Tests.Rules;

using Xunit;

namespace BounceProcessor.Tests.Commands.Rules;

public sealed class RulesCheckCommandTests : IDisposable
{
    private readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Rules_of_ones_own_are_counted_and_what_they_take_over_is_told()
    {
        _folder.Write("rules/mine.json", OperatorFolder.Rule("mine", "user unknown"));

        var run = await Run.HereAsync("rules", "check", "--rules", Path.Combine(_folder.Path, "rules"));

        Assert.Equal((0, ""), (run.Code, run.Error));
        Assert.Equal($"The rule book is in order: {RuleBook.Embedded.RuleCount + 1} rules, 1 of them yours in 1 file, 32 reasons.", run.Lines[0]);
        Assert.Matches("^  mine/a now decides what .*written for\\.$", run.Lines[1]);
    }

    [Fact]
    public async Task Every_fault_is_told_and_the_exit_code_is_3()
    {
        var one = _folder.Write("one.json", OperatorFolder.Rule("one", "Xyzzy"));
        var two = _folder.Write("two.json", "{");

        var run = await Run.HereAsync("rules", "check", one, two);

        Assert.Equal((3, ""), (run.Code, run.Output));
        Assert.StartsWith("operator/one.json, line 1, rule \"one/a\": phrases: phrase \"Xyzzy\" is not folded; write \"xyzzy\".\noperator/two.json, line 1: this is no JSON", run.Error, StringComparison.Ordinal);
        Assert.EndsWith("The rule book has 2 faults.\n", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_path_that_does_not_exist_is_named_and_the_exit_code_is_2()
    {
        var run = await Run.HereAsync("rules", "check", "--rules", "no-such-folder");

        Assert.Equal((2, "no-such-folder: no such file or folder\n"), (run.Code, run.Error));
    }

    [Theory]
    [InlineData("diagnose", "x.eml")]
    [InlineData("rules", "explain", "550 x")]
    [InlineData("rules", "coverage")]
    [InlineData("rules", "unmatched", "x.eml")]
    public async Task Faulty_rules_of_ones_own_keep_a_command_from_beginning(params string[] command)
    {
        var rules = _folder.Write("mine.json", OperatorFolder.Rule("mine", "Xyzzy"));

        var run = await Run.HereAsync([.. command, "--rules", rules]);

        Assert.Equal((3, ""), (run.Code, run.Output));
        Assert.Contains("operator/mine.json, line 1, rule \"mine/a\"", run.Error, StringComparison.Ordinal);
        Assert.EndsWith("The rules have 1 fault; nothing was done.\n", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Mails_are_diagnosed_with_rules_of_ones_own()
    {
        var rules = _folder.Write("mine.json", OperatorFolder.Rule("mine", "user unknown"));
        var mail = _folder.Write("b.eml", Mails.Bounce("jaan@klient.example"));

        var run = await Run.HereAsync("diagnose", "--json", "--rules", rules, mail);

        Assert.Contains("\"rule\":\"mine/a\"", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_schema_is_printed_as_it_ships()
    {
        var run = await Run.HereAsync("rules", "schema");

        Assert.Equal(0, run.Code);
        Assert.Equal(System.Text.Encoding.UTF8.GetString(RuleFiles.Schema().Span), run.Output);
    }
}
