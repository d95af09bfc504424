using BounceProcessor.Diagnosis.Reading;

using Xunit;

namespace BounceProcessor.Tests.Reading;

public sealed class X400AddressTests
{
    [Theory]
    [InlineData("/RFC-822=ana(a)example.org/PRMD=Org/C=EE/", "ana@example.org")]
    [InlineData("C=EE;A= ;P=Org;DDA:RFC-822=ana(u)tamm(a)example.org;", "ana_tamm@example.org")]
    public void The_attribute_for_internet_addresses_is_read(string address, string internet) =>
        Assert.Equal(internet, X400Address.Internet(address));

    [Fact]
    public void An_address_without_it_is_none() => Assert.Null(X400Address.Internet("/G=Ana/S=Tamm/O=Org/PRMD=Org/C=EE/"));

    [Fact]
    public void A_report_of_a_gateway_names_the_internet_address()
    {
        var reading = Mails.Read(Mails.Report("Reporting-MTA: x400; gateway\n\nFinal-Recipient: X400; /RFC-822=jaan(a)example.net/C=EE/\nAction: failed\nStatus: 5.1.1\n"));

        Assert.Equal("jaan@example.net", Assert.Single(reading.Recipients).Address);
    }
}
