using System.Text;
using BounceProcessor.Diagnosis.Reading;
using MimeKit;

using Xunit;

namespace BounceProcessor.Tests.Reading;

public sealed class TransferEncodingTests
{
    private const string Words = "<ana@example.org>: host mx.example.org[192.0.2.9] said: 550 5.1.1 no such user here\n";

    private static readonly string Base64 = Convert.ToBase64String(Encoding.ASCII.GetBytes(Words), Base64FormattingOptions.InsertLineBreaks);

    [Fact]
    public void Text_in_base64_is_known_without_its_header() => Assert.Equal(ContentEncoding.Base64, Of(Base64, ContentEncoding.Default));

    [Fact]
    public void Plain_text_that_is_called_base64_is_plain() => Assert.Equal(ContentEncoding.Default, Of(Words, ContentEncoding.Base64));

    [Fact]
    public void A_cut_line_and_an_escaped_character_make_quoted_printable() =>
        Assert.Equal(ContentEncoding.QuotedPrintable, Of(Words.Insert(72, "=\n") + "Head aega=21\n", ContentEncoding.SevenBit));

    [Theory]
    [InlineData("https://example.org/?id=4A&x=1\n")]
    [InlineData("a line of words that ends, after more than seventy characters of it, with=\nno escape\n")]
    [InlineData("donaudampfschiffahrtselektrizitaetenhauptbetriebswerkbauunterbeamtengesellschaft has left\n")]
    [InlineData("")]
    public void Ordinary_text_stays_as_it_is(string text) => Assert.Equal(ContentEncoding.Default, Of(text, ContentEncoding.Default));

    [Fact]
    public void An_attachment_is_taken_at_its_word() =>
        Assert.Equal(ContentEncoding.Default, TransferEncoding.Of(Encoding.ASCII.GetBytes(Base64), ContentEncoding.Default, false));

    [Theory]
    [InlineData(" ")]
    [InlineData("> ")]
    public void A_mark_before_every_line_of_a_status_part_hides_nothing(string mark)
    {
        var fields = "Reporting-MTA: dns; x\n\nFinal-Recipient: rfc822; ana@example.org\nAction: failed\nStatus: 5.1.1\n";
        var reading = Mails.Read(Mails.Report(mark + fields.Replace("\n", "\n" + mark, StringComparison.Ordinal)));

        Assert.Equal("5.1.1", Assert.Single(reading.Recipients).Status?.ToString());
    }

    [Fact]
    public void Several_status_parts_are_one_report()
    {
        static string Part(string address) => $"--b\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; x\n\nFinal-Recipient: rfc822; {address}\nAction: failed\nStatus: 5.1.1\n\n";
        var reading = Mails.Read(Mails.Sender + "Content-Type: multipart/report; report-type=delivery-status; boundary=b\n\n" + Part("ana@example.org") + Part("jaan@example.net") + "--b--\n");

        Assert.Equal(["ana@example.org", "jaan@example.net"], reading.Recipients.Select(recipient => recipient.Address));
    }

    private static ContentEncoding Of(string text, ContentEncoding declared) => TransferEncoding.Of(Encoding.ASCII.GetBytes(text), declared, true);
}
