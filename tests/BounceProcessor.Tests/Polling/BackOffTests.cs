using BounceProcessor.Polling;

using Microsoft.Extensions.Time.Testing;

using Xunit;

namespace BounceProcessor.Tests.Polling;

public sealed class BackOffTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly BackOff _backOff;

    public BackOffTests() => _backOff = new BackOff(_time, new Random(1));

    [Fact]
    public void The_rest_doubles_with_each_fault_up_to_a_quarter_of_an_hour()
    {
        TimeSpan[] rests = [.. Enumerable.Range(0, 12).Select(_ => _backOff.Fail("box"))];

        for (var fault = 0; fault < rests.Length; fault++)
        {
            var expected = Math.Min(900, 10 * Math.Pow(2, fault));
            Assert.InRange(rests[fault].TotalSeconds, Math.Min(expected * 0.8, 720), Math.Min(expected * 1.2, 900));
        }
    }

    [Fact]
    public void A_mailbox_rests_until_its_time_is_over_and_the_others_do_not()
    {
        var rest = _backOff.Fail("broken");

        Assert.True(_backOff.Rests("broken"));
        Assert.False(_backOff.Rests("sound"));
        _time.Advance(rest);
        Assert.False(_backOff.Rests("broken"));
    }

    [Fact]
    public void A_success_begins_anew()
    {
        for (var fault = 0; fault < 8; fault++)
        {
            _backOff.Fail("box");
        }

        Assert.True(_backOff.Succeed("box"));

        Assert.False(_backOff.Rests("box"));
        Assert.InRange(_backOff.Fail("box").TotalSeconds, 8, 12);
        Assert.False(_backOff.Succeed("other"));
    }

    [Fact]
    public void Two_mailboxes_of_one_server_do_not_come_back_at_the_same_moment() =>
        Assert.NotEqual(_backOff.Fail("one"), _backOff.Fail("two"));
}
