using Xunit;

namespace BounceProcessor.Tests.Commands;

public sealed class CommandLineTests : IDisposable
{
    private readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Help_names_every_command_with_examples_and_exit_codes()
    {
        var run = await Run.ExecutableAsync(_folder.Path, null, "--help");

        Assert.Equal(0, run.Code);
        Assert.Empty(run.Error);
        foreach (var word in new[] { "serve", "diagnose", "poll", "import", "mailbox", "events", "rules", "Examples:", "Exit codes:", "130" })
        {
            Assert.Contains(word, run.Output, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("diagnose")]
    [InlineData("serve")]
    [InlineData("poll")]
    [InlineData("import")]
    [InlineData("mailbox list")]
    [InlineData("mailbox test")]
    [InlineData("mailbox sign-in")]
    [InlineData("secret set")]
    [InlineData("secret list")]
    [InlineData("secret remove")]
    [InlineData("events list")]
    [InlineData("events show")]
    [InlineData("rules check")]
    [InlineData("rules explain")]
    [InlineData("rules coverage")]
    [InlineData("rules unmatched")]
    [InlineData("rules schema")]
    public async Task Each_command_shows_how_it_is_used(string command)
    {
        var run = await Run.HereAsync([.. command.Split(' '), "--help"]);

        Assert.Equal(0, run.Code);
        Assert.Contains($"bounceproc {command}", run.Output, StringComparison.Ordinal);
        Assert.Contains("Examples:", run.Output, StringComparison.Ordinal);
        Assert.Contains("Exit codes:", run.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("diagnose")]
    [InlineData("diagnose a.eml --lang fi")]
    [InlineData("diagnose a.eml --jsn")]
    [InlineData("serf")]
    [InlineData("events list --limit 501")]
    [InlineData("events list --severity harsh")]
    [InlineData("events show seventeen")]
    [InlineData("import x")]
    [InlineData("import x --company a/b")]
    [InlineData("poll --config no-such-file.json")]
    public async Task What_is_not_understood_is_told_in_a_line_and_the_exit_code_is_1(string line)
    {
        var run = await Run.HereAsync(line.Split(' '));

        Assert.Equal(1, run.Code);
        Assert.NotEmpty(run.Error);
        Assert.DoesNotContain("   at ", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("Usage:", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_rule_book_is_in_order()
    {
        var run = await Run.HereAsync("rules", "check");

        Assert.Equal((0, ""), (run.Code, run.Error));
        Assert.Contains("rules,", run.Output, StringComparison.Ordinal);
    }
}
