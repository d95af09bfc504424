namespace BounceProcessor.Tests.Faults;

/// <summary>A clock on the wall that somebody sets; what runs between two moments is measured rightly, as on a real machine.</summary>
internal sealed class JumpingClock : TimeProvider
{
    private long _offsetTicks;

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow().AddTicks(Interlocked.Read(ref _offsetTicks));

    public void Jump(TimeSpan by) => Interlocked.Add(ref _offsetTicks, by.Ticks);
}
