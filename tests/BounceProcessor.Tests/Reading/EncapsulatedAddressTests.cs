using BounceProcessor.Diagnosis.Reading;

using Xunit;

namespace BounceProcessor.Tests.Reading;

public sealed class EncapsulatedAddressTests
{
    [Theory]
    [InlineData("IMCEAEX-_O=ORG_OU=FIRST+20GROUP_CN=Ana+2ETamm@example.org", "/O=ORG/OU=FIRST GROUP/CN=Ana.Tamm")]
    [InlineData("IMCEAINVALID-ana+40+40example+2Eorg@example.net", "ana@@example.org")]
    [InlineData("imceasmtp-ana+40example+2Eorg@example.net", "ana@example.org")]
    public void What_Exchange_wrapped_is_shown_in_clear(string address, string name)
    {
        Assert.True(EncapsulatedAddress.Is(address));
        Assert.Equal(name, EncapsulatedAddress.Decode(address));
    }

    [Theory]
    [InlineData("ana@example.org")]
    [InlineData("imcea@example.org")]
    [InlineData("imcea-ana@example.org")]
    [InlineData("IMCEA+2F-x@example.org")]
    [InlineData("IMCEAEX-")]
    [InlineData(null)]
    public void Other_addresses_stand_for_nothing_else(string? address)
    {
        Assert.False(EncapsulatedAddress.Is(address));
        Assert.Null(EncapsulatedAddress.Decode(address));
    }

    [Fact]
    public void The_recipient_of_a_report_carries_its_directory_name()
    {
        var reading = Mails.Read(Mails.Report("Reporting-MTA: dns; mx.example.com\n\nFinal-Recipient: rfc822;IMCEAEX-_O=ORG_CN=ANA@example.org\nAction: failed\nStatus: 5.1.1\n"));

        Assert.Equal("/O=ORG/CN=ANA", Assert.Single(reading.Recipients).DirectoryName);
    }
}
