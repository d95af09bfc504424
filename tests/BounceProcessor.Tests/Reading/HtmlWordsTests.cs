using BounceProcessor.Diagnosis.Reading;

using Xunit;

namespace BounceProcessor.Tests.Reading;

public sealed class HtmlWordsTests
{
    [Theory]
    [InlineData("<p>a &amp; b</p>", "\na & b\n")]
    [InlineData("a<br>b<BR/>c", "a\nb\nc")]
    [InlineData("<td>a</td><td>b</td>", " a  b ")]
    [InlineData("<style>p { color: red }</style>x", "x")]
    [InlineData("<SCRIPT>if (a < b) {}</SCRIPT >x", "x")]
    [InlineData("<!-- <p>no</p> -->x", "x")]
    [InlineData("to <ana@example.org>", "to <ana@example.org>")]
    [InlineData("5 < 6", "5 < 6")]
    [InlineData("&lt;ana@example.org&gt; &#8211;&nbsp;no", "<ana@example.org> –\u00A0no")]
    [InlineData("a\r\nb", "a  b")]
    [InlineData("<p", "\n")]
    [InlineData("<style>never closed", "")]
    public void Html_becomes_its_words(string html, string words) => Assert.Equal(words, HtmlWords.Of(html));

    [Fact]
    public void Words_beyond_the_limit_are_left_out() => Assert.InRange(HtmlWords.Of(new string('x', 10_000_000)).Length, 60_000, 70_000);

    [Fact]
    public void Millions_of_open_brackets_are_passed_over() => Assert.NotEmpty(HtmlWords.Of(new string('<', 5_000_000)));
}
