using BounceProcessor.Alerts;
using BounceProcessor.Events;
using BounceProcessor.Tests.Servers;

using Xunit;

namespace BounceProcessor.Tests.Alerts;

public sealed class StormTests
{
    [Fact]
    public async Task A_storm_is_one_alert_however_long_it_lasts_and_is_resolved_when_it_is_over()
    {
        await using var line = await LineAsync();
        for (var minute = 0; minute < 30; minute++)
        {
            await BouncesAsync(line, minute * 20, 20);
            await line.RunAsync();
            await line.LookForAsync(TimeSpan.FromMinutes(1));
        }

        var during = Assert.Single(await line.AlertEventsAsync());
        await CalmAsync(line, TimeSpan.FromMinutes(11));

        Assert.Equal((AlertCondition.Storm, EventStatus.New), (during.Reason, during.Status));
        Assert.Equal(EventStatus.Resolved, Assert.Single(await line.AlertEventsAsync()).Status);
        Assert.Equal(2, line.Log.Lines.Count(said => said.Contains("storm", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task The_same_number_over_a_longer_time_is_no_storm()
    {
        await using var line = await LineAsync();

        for (var i = 0; i < 12; i++)
        {
            await BouncesAsync(line, i * 40, 40);
            await CalmAsync(line, TimeSpan.FromMinutes(5));
        }

        Assert.Empty(await line.AlertEventsAsync());
    }

    [Fact]
    public async Task A_backlog_that_arrived_over_days_is_no_storm()
    {
        await using var line = await LineAsync();

        for (var i = 0; i < 300; i++)
        {
            await line.FileAsync(PostfixBounce.Text(i), line.Time.GetUtcNow() - TimeSpan.FromMinutes(10 * i));
        }

        await line.LookAsync();

        Assert.Empty(await line.AlertEventsAsync());
    }

    [Fact]
    public async Task What_was_filed_before_the_start_is_no_storm()
    {
        await using var line = await LineAsync();
        await BouncesAsync(line, 0, 300);
        line.Restart();

        await line.LookForAsync(TimeSpan.FromMinutes(1));

        Assert.Empty(await line.AlertEventsAsync());
    }

    [Fact]
    public async Task A_restart_within_a_storm_does_not_raise_a_second_alert()
    {
        await using var line = await LineAsync();
        await BouncesAsync(line, 0, 300);
        await line.LookAsync();

        line.Restart();
        await line.LookAsync();
        await BouncesAsync(line, 300, 300);
        await line.LookForAsync(TimeSpan.FromMinutes(3));

        Assert.Single(await line.AlertEventsAsync());
    }

    [Theory]
    [InlineData(4, 6)]
    [InlineData(5, 1)]
    public void A_time_is_as_long_as_it_says(long minutesLater, long expected)
    {
        var count = new StormCount(minutes: 5);
        count.Add([new BounceMinute { Minute = 100, Bounces = 5 }]);

        var most = count.Add([new BounceMinute { Minute = 100 + minutesLater, Bounces = 1 }]);

        Assert.Equal(expected, most);
    }

    private static async Task<AlertLine> LineAsync()
    {
        var line = await AlertLine.CreateAsync();
        line.Options.StormMails = 150;
        await line.RunAsync();
        await line.LookAsync();
        return line;
    }

    private static async Task BouncesAsync(AlertLine line, int from, int count)
    {
        for (var i = from; i < from + count; i++)
        {
            await line.FileAsync(PostfixBounce.Text(i), line.Time.GetUtcNow());
        }
    }

    private static async Task CalmAsync(AlertLine line, TimeSpan span)
    {
        await line.RunAsync();
        await line.LookForAsync(span);
    }
}
