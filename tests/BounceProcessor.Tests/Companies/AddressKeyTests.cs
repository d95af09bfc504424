using BounceProcessor.Companies;

using Xunit;

namespace BounceProcessor.Tests.Companies;

public sealed class AddressKeyTests
{
    [Theory]
    [InlineData("mari@firmanimi.example", "mari@firmanimi.example")]
    [InlineData("  Mari.Maasikas@Firmanimi.Example ", "mari.maasikas@firmanimi.example")]
    [InlineData("MARI+tag@FIRMANIMI.EXAMPLE", "mari+tag@firmanimi.example")]
    [InlineData("õie@jõgeva.example", "õie@xn--jgeva-dua.example")]
    [InlineData("ÕIE@XN--JGEVA-DUA.example", "õie@xn--jgeva-dua.example")]
    [InlineData("o\u0303ie@jo\u0303geva.example", "õie@xn--jgeva-dua.example")]
    [InlineData("mari@[192.0.2.1]", "mari@[192.0.2.1]")]
    [InlineData("mari@[IPv6:2001:db8::1]", "mari@[ipv6:2001:db8::1]")]
    [InlineData("\"mari maasikas\"@firmanimi.example", "\"mari maasikas\"@firmanimi.example")]
    [InlineData("mari..maasikas.@firmanimi.example", "mari..maasikas.@firmanimi.example")]
    public void An_address_is_compared_by_its_plain_form(string address, string key) => Assert.Equal(key, AddressKey.Of(address));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("mari")]
    [InlineData("mari@")]
    [InlineData("@firmanimi.example")]
    [InlineData("mari@localhost")]
    [InlineData("mari@firmanimi..example")]
    [InlineData("mari@-firmanimi.example")]
    [InlineData("mari maasikas@firmanimi.example")]
    [InlineData("mari@firmanimi.example\r\nBcc: kari@firmanimi.example")]
    [InlineData("mari\r\n@firmanimi.example")]
    [InlineData("Mari <mari@firmanimi.example>")]
    [InlineData("mari@firmanimi.example, kari@firmanimi.example")]
    [InlineData("mari@[192.0.2.1")]
    [InlineData("mari@[localhost]")]
    [InlineData("\"mari\"maasikas\"@firmanimi.example")]
    public void What_is_no_address_has_no_form(string? address) => Assert.Null(AddressKey.Of(address));

    [Fact]
    public void Half_a_letter_is_no_address() => Assert.Null(AddressKey.Of("\ud800@firmanimi.example"));

    [Fact]
    public void A_local_part_has_at_most_64_and_an_address_at_most_254_characters()
    {
        var domain = string.Join('.', Enumerable.Repeat(new string('d', 60), 3)) + ".example";

        Assert.NotNull(AddressKey.Of(new string('a', 60) + "@" + domain));
        Assert.Null(AddressKey.Of(new string('a', 65) + "@firmanimi.example"));
        Assert.Null(AddressKey.Of(new string('a', 64) + "@" + domain));
    }
}
