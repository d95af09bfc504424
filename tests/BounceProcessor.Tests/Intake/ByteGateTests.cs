using BounceProcessor.Intake;

using Xunit;

namespace BounceProcessor.Tests.Intake;

public sealed class ByteGateTests
{
    private readonly ByteGate _gate = new(100);

    [Fact]
    public async Task What_does_not_fit_waits_until_room_is_given_back()
    {
        await _gate.TakeAsync(60, CancellationToken.None);

        var second = _gate.TakeAsync(60, CancellationToken.None);
        var waited = !second.IsCompleted;
        _gate.Release(60);
        await second;

        Assert.True(waited);
    }

    [Fact]
    public async Task Room_that_is_too_small_still_lets_nothing_through()
    {
        await _gate.TakeAsync(50, CancellationToken.None);
        await _gate.TakeAsync(50, CancellationToken.None);
        using var giveUp = new CancellationTokenSource();

        var third = _gate.TakeAsync(60, giveUp.Token);
        _gate.Release(50);
        await giveUp.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => third);
    }

    [Fact]
    public async Task More_than_the_limit_is_let_through_alone()
    {
        await _gate.TakeAsync(1000, CancellationToken.None);

        Assert.False(_gate.TakeAsync(1, CancellationToken.None).IsCompleted);
    }
}
