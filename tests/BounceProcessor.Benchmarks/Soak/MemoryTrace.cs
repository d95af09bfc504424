using System.Globalization;

namespace BounceProcessor.Benchmarks.Soak;

/// <summary>Resident memory of a process, a sample a minute.</summary>
internal sealed class MemoryTrace
{
    /// <summary>The last minutes may take so much more than the first ones.</summary>
    private const double AllowedGrowth = 1.10;

    private const int Window = 10;

    private readonly List<double> _megabytes = [];

    public double Last => _megabytes.LastOrDefault();

    public void Add(long bytes) => _megabytes.Add(bytes / 1e6);

    /// <summary>Whether the last ten minutes took no more than the first ten, within a tenth; null when there were fewer than twenty.</summary>
    public bool? IsFlat => _megabytes.Count < 2 * Window ? null : End <= Start * AllowedGrowth;

    public override string ToString() => _megabytes.Count == 0
        ? "no sample"
        : string.Create(CultureInfo.InvariantCulture, $"{Start:N0} MB at the beginning, {End:N0} MB at the end (medians of {Size} samples), most {_megabytes.Max():N0} MB");

    private double Start => Median(_megabytes.Take(Size));

    private double End => Median(_megabytes.TakeLast(Size));

    private int Size => Math.Clamp(_megabytes.Count / 2, 1, Window);

    private static double Median(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }
}
