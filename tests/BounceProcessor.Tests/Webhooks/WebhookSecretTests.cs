using System.Text;

using BounceProcessor.Webhooks;

using Xunit;

namespace BounceProcessor.Tests.Webhooks;

public sealed class WebhookSecretTests
{
    // The example of the specification of Standard Webhooks.
    [Fact]
    public void The_example_of_the_specification_is_signed_as_it_says() => Assert.Equal(
        "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
        WebhookSecret.Sign(["whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"], "msg_p5jXN8AQM9LWM0D4loKWxJek", DateTimeOffset.FromUnixTimeSeconds(1614265330), Encoding.UTF8.GetBytes("{\"test\": 2432232314}")));

    [Fact]
    public void A_secret_has_256_bits_and_no_two_are_alike()
    {
        var secret = WebhookSecret.New();

        Assert.StartsWith("whsec_", secret, StringComparison.Ordinal);
        Assert.Equal(32, Convert.FromBase64String(secret["whsec_".Length..]).Length);
        Assert.NotEqual(secret, WebhookSecret.New());
    }
}
