using System.Text;

using BounceProcessor.Host.Pages.Events;
using BounceProcessor.Host.Pages.Text;

using Xunit;

namespace BounceProcessor.Tests.Pages;

public sealed class RawTextTests
{
    [Fact]
    public void Control_characters_become_visible_and_line_breaks_stay()
    {
        var text = RawText.Of(Encoding.ASCII.GetBytes("a\0b\u001B[31m\r\nc\td\u007F")).Text;

        Assert.Equal("a␀b␛[31m\nc\td␡", text);
    }

    [Fact]
    public void Bytes_that_are_no_utf8_are_read_as_latin1() =>
        Assert.Equal("õ", RawText.Of([0xF5]).Text);

    [Fact]
    public void A_cut_within_a_character_does_not_change_the_encoding()
    {
        var mail = Encoding.UTF8.GetBytes(new string('a', RawText.LimitBytes - 1) + "õõ");

        var raw = RawText.Of(mail);

        Assert.True(raw.IsCut);
        Assert.DoesNotContain("Ã", raw.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_mail_at_the_limit_is_not_cut() =>
        Assert.False(RawText.Of(new byte[RawText.LimitBytes]).IsCut);

    [Theory]
    [InlineData("\u202E")]
    [InlineData("\u2066")]
    [InlineData("\u200F")]
    [InlineData("\u200B")]
    [InlineData("\uFEFF")]
    [InlineData("\u2028")]
    [InlineData("\u0085")]
    [InlineData("\U000E0041")]
    public void Hidden_signs_are_named(string sign)
    {
        var shown = Visible.Line($"a{sign}b");

        Assert.DoesNotContain(sign, shown, StringComparison.Ordinal);
        Assert.Contains($"⟦U+{char.ConvertToUtf32(sign, 0):X4}⟧", shown, StringComparison.Ordinal);
    }

    [Fact]
    public void Half_a_character_does_not_break_the_page() =>
        Assert.Equal("a\uFFFDb", Visible.Line("a\uD800b"));

    [Fact]
    public void A_line_of_a_stranger_stays_one_line() =>
        Assert.Equal("a␊b␉c", Visible.Line("a\nb\tc"));
}
