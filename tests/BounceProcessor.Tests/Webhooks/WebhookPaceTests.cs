using BounceProcessor.Webhooks;

using Xunit;

namespace BounceProcessor.Tests.Webhooks;

public sealed class WebhookPaceTests
{
    [Fact]
    public void Ten_tries_take_a_little_over_three_days()
    {
        var waits = Enumerable.Range(1, 10).Select(attempts => WebhookPace.AfterAttempt(attempts, null)).ToArray();

        Assert.Null(waits[^1]);
        Assert.Equal(TimeSpan.FromSeconds(5), waits[0]);
        Assert.InRange(waits.Sum(wait => wait?.TotalHours ?? 0), 72, 80);
    }

    [Theory]
    [InlineData(1, 60, 60)]
    [InlineData(1, 1, 5)]
    [InlineData(1, 1_000_000_000, 86_400)]
    public void A_wait_that_is_asked_for_is_kept_up_to_a_day(int attempts, int asked, int seconds) =>
        Assert.Equal(TimeSpan.FromSeconds(seconds), WebhookPace.AfterAttempt(attempts, TimeSpan.FromSeconds(asked)));

    [Theory]
    [InlineData(1, 5)]
    [InlineData(2, 10)]
    [InlineData(3, 20)]
    [InlineData(7, 300)]
    [InlineData(1_000_000, 300)]
    public void An_endpoint_rests_longer_with_each_failure_up_to_five_minutes(long failures, int seconds) =>
        Assert.Equal(TimeSpan.FromSeconds(seconds), WebhookPace.Rest(failures));
}
