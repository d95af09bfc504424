using BounceProcessor.Host.Pages;

using Xunit;

namespace BounceProcessor.Tests.Pages;

public sealed class PagesOptionsTests
{
    [Fact]
    public void An_unknown_time_zone_is_refused_with_its_name_and_a_remedy()
    {
        var result = new PagesOptionsValidator().Validate(null, new PagesOptions { TimeZone = "Europe/Tallin" });

        Assert.Contains("Pages:TimeZone", result.FailureMessage, StringComparison.Ordinal);
        Assert.Contains("\"Europe/Tallin\"", result.FailureMessage, StringComparison.Ordinal);
        Assert.Contains("Europe/Tallinn", result.FailureMessage, StringComparison.Ordinal);
    }

    [Fact]
    public void The_default_time_zone_is_known() =>
        Assert.True(new PagesOptionsValidator().Validate(null, new PagesOptions()).Succeeded);
}
