using BounceProcessor.Host.Commands;

using Xunit;

namespace BounceProcessor.Tests.Commands;

public sealed class TerminalTextTests
{
    [Theory]
    [InlineData("plain, õäöü, 漢字", "plain, õäöü, 漢字")]
    [InlineData("\u001b[31mred", "\\u001B[31mred")]
    [InlineData("two\r\nlines\tand a tab", "two  lines and a tab")]
    [InlineData("\u009b2J", "\\u009B2J")]
    [InlineData("gpj.\u202eexe", "gpj.\\u202Eexe")]
    [InlineData("a\u2028b\u0000c\u007f", "a\\u2028b\\u0000c\\u007F")]
    public void What_a_terminal_would_act_on_is_written_out(string text, string safe) =>
        Assert.Equal(safe, TerminalText.Safe(text));
}
