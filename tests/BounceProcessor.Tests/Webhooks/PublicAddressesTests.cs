using System.Net;

using BounceProcessor.MailServers;
using BounceProcessor.Webhooks;

using Xunit;

namespace BounceProcessor.Tests.Webhooks;

public sealed class PublicAddressesTests
{
    [Theory]
    [InlineData("90.190.150.212")]
    [InlineData("8.8.8.8")]
    [InlineData("172.32.0.1")]
    [InlineData("2a00:1450:4026::1")]
    [InlineData("64:ff9b::8.8.8.8")]
    public void A_public_address_is_connected_to(string address) => Assert.True(new PublicAddresses([]).Allows(IPAddress.Parse(address)));

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("127.255.255.254")]
    [InlineData("0.0.0.0")]
    [InlineData("10.0.0.1")]
    [InlineData("172.16.0.1")]
    [InlineData("172.31.255.255")]
    [InlineData("192.168.1.1")]
    [InlineData("169.254.169.254")]
    [InlineData("100.64.0.1")]
    [InlineData("192.0.2.1")]
    [InlineData("198.18.0.1")]
    [InlineData("224.0.0.1")]
    [InlineData("255.255.255.255")]
    [InlineData("::")]
    [InlineData("::1")]
    [InlineData("::ffff:127.0.0.1")]
    [InlineData("::ffff:10.0.0.1")]
    [InlineData("::7f00:1")]
    [InlineData("64:ff9b::10.0.0.1")]
    [InlineData("64:ff9b:1::1")]
    [InlineData("2002:0a00:0001::1")]
    [InlineData("2001::1")]
    [InlineData("2001:db8::1")]
    [InlineData("fc00::1")]
    [InlineData("fd12:3456::1")]
    [InlineData("fe80::1")]
    [InlineData("ff02::1")]
    public void Any_other_address_is_not(string address) => Assert.False(new PublicAddresses([]).Allows(IPAddress.Parse(address)));

    [Fact]
    public void What_the_operator_allows_is_connected_to_and_its_neighbours_are_not()
    {
        var addresses = new PublicAddresses([IPNetwork.Parse("10.1.2.0/24")]);

        Assert.True(addresses.Allows(IPAddress.Parse("10.1.2.3")));
        Assert.True(addresses.Allows(IPAddress.Parse("::ffff:10.1.2.3")));
        Assert.False(addresses.Allows(IPAddress.Parse("10.1.3.3")));
    }

    [Theory]
    [InlineData("https://example.org/hooks", true)]
    [InlineData("https://example.org:8443/hooks?x=1", true)]
    [InlineData("http://example.org/hooks", false)]
    [InlineData("ftp://example.org/hooks", false)]
    [InlineData("file:///etc/passwd", false)]
    [InlineData("https://", false)]
    [InlineData("example.org", false)]
    [InlineData("https://user:password@example.org/", false)]
    [InlineData("https://example.org/#part", false)]
    [InlineData("https://example.org/a b", false)]
    [InlineData("https://127.0.0.1/", false)]
    [InlineData("https://2130706433/", false)]
    [InlineData("https://0x7f.1/", false)]
    [InlineData("https://[::1]/", false)]
    [InlineData("https://[::ffff:10.0.0.1]/", false)]
    public void An_address_that_cannot_be_is_refused_when_it_is_added(string url, bool isAllowed) =>
        Assert.Equal(isAllowed, WebhookUrl.Fault(url, new WebhookOptions()) is null);

    [Fact]
    public async Task A_name_that_leads_to_a_private_address_is_refused_when_it_is_connected_to()
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        await using var line = await WebhookLine.StartAsync(("Webhooks:AllowedNetworks:0", "10.1.2.3"), ("Webhooks:AllowedNetworks:1", "10.1.2.4"));
        var (endpoint, _) = await line.AddAsync(receiver);

        var attempt = await line.Delivery.TestAsync(null, endpoint.Id, CancellationToken.None);

        Assert.Null(attempt?.Status);
        Assert.Contains("is not a public address", attempt?.Error, StringComparison.Ordinal);
        Assert.Empty(receiver.Heard);
    }
}
