using System.Globalization;

namespace BounceProcessor.Benchmarks.Filing;

/// <summary>Processor time and allocation of named stages, the best of several rounds: what disturbs only adds.</summary>
internal sealed class StageTable
{
    private readonly List<string> _order = [];
    private readonly Dictionary<string, (double Microseconds, double Allocated)> _best = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _notes = new(StringComparer.Ordinal);

    public async Task MeasureAsync(string stage, int mails, Func<Task> work)
    {
        var allocated = GC.GetTotalAllocatedBytes(precise: true);
        var begin = Environment.CpuUsage.TotalTime;
        await work();
        var spent = Environment.CpuUsage.TotalTime - begin;
        Add(stage, mails, spent, GC.GetTotalAllocatedBytes(precise: true) - allocated);
    }

    public void Measure(string stage, int mails, Action work) => MeasureAsync(stage, mails, () =>
    {
        work();
        return Task.CompletedTask;
    }).GetAwaiter().GetResult();

    public void Add(string stage, int mails, TimeSpan spent, long allocated)
    {
        var now = (Microseconds: spent.TotalMicroseconds / mails, Allocated: (double)allocated / mails);
        if (!_best.TryGetValue(stage, out var best))
        {
            _order.Add(stage);
            best = now;
        }

        _best[stage] = (Math.Min(best.Microseconds, now.Microseconds), Math.Min(best.Allocated, now.Allocated));
    }

    public void Note(string stage, string note) => _notes[stage] = note;

    public void Print(string title)
    {
        Console.WriteLine();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{title,-58}{"us a mail",12}{"kB alloc.",12}"));
        foreach (var stage in _order)
        {
            var (microseconds, allocated) = _best[stage];
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"{stage,-58}{microseconds,12:N2}{allocated / 1e3,12:N2}  {_notes.GetValueOrDefault(stage)}"));
        }
    }
}
