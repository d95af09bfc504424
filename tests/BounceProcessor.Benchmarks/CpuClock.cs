using Perfolizer.Horology;

namespace BounceProcessor.Benchmarks;

/// <summary>Processor time of this process, so that other programs on the machine do not count. On an idle machine it is the time on the wall, but for two threads it is that of both.</summary>
internal sealed class CpuClock : IClock
{
    public string Title => "Processor time";

    public bool IsAvailable => true;

    public Frequency Frequency { get; } = new(TimeSpan.TicksPerSecond);

    public long GetTimestamp() => Environment.CpuUsage.TotalTime.Ticks;
}
