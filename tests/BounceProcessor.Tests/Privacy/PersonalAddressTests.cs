using System.Text;

using BounceProcessor.Privacy;

using Xunit;

namespace BounceProcessor.Tests.Privacy;

public sealed class PersonalAddressTests
{
    [Theory]
    [InlineData("mari@example.org")]
    [InlineData("to: MARI@Example.ORG.")]
    [InlineData("rfc822;mari@example.org")]
    [InlineData("<mari@example.org>: unknown")]
    [InlineData("mari+shop@example.org")]
    [InlineData("https://x.example/?mail=mari@example.org&x=1")]
    [InlineData("https://x.example/?mail=mari%40example.org")]
    [InlineData("mari&#64;example.org")]
    [InlineData("bounce+mari=example.org@sender.example")]
    [InlineData("bounce-17-mari=example.org@sender.example")]
    [InlineData("SRS0=abcd=xy=example.org=mari@forwarder.example")]
    [InlineData("\"mari\"@example.org")]
    [InlineData("/o=x/mari@example.org")]
    public void It_is_found_in_all_its_forms(string text) => Assert.True(Address("mari@example.org").IsIn(text));

    [Theory]
    [InlineData("annemari@example.org")]
    [InlineData("anne.mari@example.org")]
    [InlineData("anne-mari@example.org")]
    [InlineData("mari@example.organic")]
    [InlineData("mari@example.org.ee")]
    [InlineData("mari@mail.example.org")]
    [InlineData("mariann@example.org")]
    [InlineData("mari at example.org")]
    [InlineData("SRS0=abcd=xy=example.org=mariann@forwarder.example")]
    public void The_address_of_another_is_not_it(string text) => Assert.False(Address("mari@example.org").IsIn(text));

    [Fact]
    public void A_domain_is_the_same_in_letters_and_as_punycode()
    {
        Assert.True(Address("mari@õun.example").IsIn("mari@xn--un-bka.example"));
        Assert.True(Address("mari@xn--un-bka.example").IsIn("Mari@Õun.example"));
        Assert.Equal(Address("mari@õun.example").Plain, Address("MARI@XN--UN-BKA.example").Plain);
    }

    [Fact]
    public void An_address_with_a_sub_address_means_that_one_alone()
    {
        Assert.True(Address("mari+shop@example.org").IsIn("mari+shop@example.org"));
        Assert.False(Address("mari+shop@example.org").IsIn("mari@example.org"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("mari")]
    [InlineData("@example.org")]
    [InlineData("mari@example")]
    [InlineData("mari maasikas@example.org")]
    [InlineData("mari@exa mple.org")]
    public void What_is_no_address_is_refused(string text) => Assert.False(PersonalAddress.TryParse(text, out _));

    [Theory]
    [InlineData("Unknown: mari@example.org, jaan@example.org", "Unknown: [erased], jaan@example.org")]
    [InlineData("Jaan <jaan@example.org>, Mari Maasikas <mari@example.org>", "Jaan <jaan@example.org>, [erased]")]
    [InlineData("\"Maasikas, Mari\" <mari@example.org>", "[erased]")]
    [InlineData("said: 550 5.1.1 <mari@example.org>: unknown", "said: 550 5.1.1 [erased]: unknown")]
    [InlineData("mari@example.org mari@example.org", "[erased] [erased]")]
    [InlineData("annemari@example.org", "annemari@example.org")]
    public void A_redacted_text_keeps_the_rest(string text, string redacted) => Assert.Equal(redacted, Address("mari@example.org").Redact(text));

    [Theory]
    [InlineData("To: mari@example.org\n\nx")]
    [InlineData("To: x@example.org\nContent-Transfer-Encoding: quoted-printable\n\nyour address mari=40exam=\nple.org")]
    [InlineData("To: mari@exam\n ple.org\n\nx")]
    [InlineData("Subject: =?utf-8?B?YWJvdXQgbWFyaUBleGFtcGxlLm9yZw==?=\n\nx")]
    [InlineData("Content-Type: text/plain\nContent-Transfer-Encoding: base64\n\nYWJvdXQgbWFyaUBleGFtcGxlLm9yZw==\n")]
    [InlineData("Content-Type: application/octet-stream\nContent-Transfer-Encoding: base64\n\nYWJvdXQgbWFyaUBleGFtcGxlLm9yZw==\n")]
    [InlineData("Content-Type: message/rfc822\n\nContent-Type: text/plain\nContent-Transfer-Encoding: base64\n\nYWJvdXQgbWFyaUBleGFtcGxlLm9yZw==\n")]
    public void A_mail_that_names_it_in_any_encoding_is_found(string mail) =>
        Assert.True(MailSearch.Names(Encoding.UTF8.GetBytes(mail), Address("mari@example.org")));

    [Theory]
    [InlineData("")]
    [InlineData("\0\u0001base64 =? =\n=")]
    [InlineData("To: annemari@example.org\nContent-Transfer-Encoding: base64\n\nbase64")]
    public void A_mail_that_does_not_name_it_is_not(string mail) =>
        Assert.False(MailSearch.Names(Encoding.UTF8.GetBytes(mail), Address("mari@example.org")));

    private static PersonalAddress Address(string text) =>
        PersonalAddress.TryParse(text, out var address) ? address : throw new ArgumentException(text);
}
