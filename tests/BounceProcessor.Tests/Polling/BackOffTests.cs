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
        TimeSpan[] rests = [.. Enumerable.Range(0, 12).Select(_ => _backOff.Fail("box", RestPace.Run).Delay)];

        for (var fault = 0; fault < rests.Length; fault++)
        {
            var expected = Math.Min(900, 10 * Math.Pow(2, fault));
            Assert.InRange(rests[fault].TotalSeconds, Math.Min(expected * 0.8, 720), Math.Min(expected * 1.2, 900));
        }
    }

    [Fact]
    public void A_mailbox_rests_until_its_time_is_over_and_the_others_do_not()
    {
        var rest = _backOff.Fail("broken", RestPace.Run);

        Assert.NotEqual(TimeSpan.Zero, _backOff.Remaining("broken"));
        Assert.Equal(TimeSpan.Zero, _backOff.Remaining("sound"));
        _time.Advance(rest.Delay);
        Assert.Equal(TimeSpan.Zero, _backOff.Remaining("broken"));
    }

    [Fact]
    public void A_success_begins_anew()
    {
        for (var fault = 0; fault < 8; fault++)
        {
            _backOff.Fail("box", RestPace.Run);
        }

        Assert.True(_backOff.Succeed("box"));

        Assert.Equal(TimeSpan.Zero, _backOff.Remaining("box"));
        Assert.InRange(_backOff.Fail("box", RestPace.Run).Delay.TotalSeconds, 8, 12);
        Assert.False(_backOff.Succeed("other"));
    }

    [Fact]
    public void Waiting_that_held_for_a_minute_after_a_rest_was_sound_however_much_news_came_meanwhile()
    {
        var rest = Enumerable.Range(0, 8).Select(_ => _backOff.Fail("box", RestPace.Watch).Delay).Last();
        _time.Advance(rest + TimeSpan.FromSeconds(50));
        var soon = _backOff.Fail("box", RestPace.Watch).Delay;
        _time.Advance(soon + TimeSpan.FromSeconds(61));

        Assert.True(soon > rest);
        Assert.InRange(_backOff.Fail("box", RestPace.Watch).Delay.TotalSeconds, 0.8, 1.2);
    }

    [Fact]
    public void Two_mailboxes_of_one_server_do_not_come_back_at_the_same_moment() =>
        Assert.NotEqual(_backOff.Fail("one", RestPace.Run), _backOff.Fail("two", RestPace.Run));

    [Fact]
    public void Refused_sign_ins_rest_longer_so_that_the_account_is_not_locked()
    {
        TimeSpan[] rests = [.. Enumerable.Range(0, 6).Select(_ => _backOff.Fail("box", RestPace.SignIn).Delay)];

        Assert.InRange(rests[0].TotalMinutes, 4, 6);
        Assert.InRange(rests[1].TotalMinutes, 8, 12);
        Assert.InRange(rests[^1].TotalMinutes, 48, 60);
    }

    [Fact]
    public void A_fault_of_another_kind_begins_with_its_own_first_rest()
    {
        for (var fault = 0; fault < 8; fault++)
        {
            _backOff.Fail("box", RestPace.Run);
        }

        Assert.InRange(_backOff.Fail("box", RestPace.SignIn).Delay.TotalMinutes, 4, 6);
    }
}
