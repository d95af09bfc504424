using BounceProcessor.Diagnosis.Reading;

using Xunit;

namespace BounceProcessor.Tests.Reading;

public sealed class AddressesTests
{
    [Theory]
    [InlineData("rfc822; ana@example.org", "ana@example.org")]
    [InlineData("RFC822;<ana@example.org> (Ana)", "ana@example.org")]
    [InlineData("ana@example.org", "ana@example.org")]
    [InlineData("rfc822; \"ana kask\"@example.org", "\"ana kask\"@example.org")]
    [InlineData("utf-8; j\\x{F5}ul@example.org", "jõul@example.org")]
    [InlineData("rfc822; root@localhost", "root@localhost")]
    [InlineData("x400; /C=ee/ADMD= /", null)]
    [InlineData("LOCAL;<>", null)]
    [InlineData("", null)]
    public void A_recipient_field_gives_its_address(string field, string? address) => Assert.Equal(address, Addresses.FromField(field));

    [Theory]
    [InlineData("firma+2Btoken@example.org", "firma+token@example.org")]
    [InlineData("a+3Db@example.org", "a=b@example.org")]
    [InlineData("j+C3+B5ul@example.org", "jõul@example.org")]
    [InlineData("firma+2024@example.org", "firma+2024@example.org")]
    [InlineData("firma+a1b2@example.org", "firma+a1b2@example.org")]
    [InlineData("ana@example.org", "ana@example.org")]
    public void Xtext_is_undone_only_where_it_was_needed(string written, string meant) => Assert.Equal(meant, Addresses.FromXtext(written));

    [Theory]
    [InlineData("mail to 'ana@example.org' failed", "ana@example.org")]
    [InlineData("<ana@example.org>: no", "ana@example.org")]
    [InlineData("to=ana@example.org, relay", "ana@example.org")]
    [InlineData("sent at 10@12 from nobody@localhost", null)]
    [InlineData("user@10.1.2.3", null)]
    [InlineData("user@[192.0.2.1] is unknown", "user@[192.0.2.1]")]
    [InlineData("see a..b@", null)]
    public void The_first_address_of_a_text_is_found(string text, string? address) => Assert.Equal(address, Addresses.First(text));

    [Fact]
    public void A_text_of_at_signs_alone_has_no_address() => Assert.Null(Addresses.First(new string('@', 1_000_000)));

    [Fact]
    public void A_directory_name_that_Exchange_wrapped_into_a_long_local_part_is_read_whole()
    {
        var address = "IMCEAEX-_o=Pank_ou=Exchange+20Administrative+20Group+20+28FYDIBOHF23SPDLT+29_cn=Recipients_cn=" + new string('d', 100) + "-Ana+20Tamm@klient.example";

        Assert.Equal(address, Addresses.FromField("rfc822;" + address));
    }
}
