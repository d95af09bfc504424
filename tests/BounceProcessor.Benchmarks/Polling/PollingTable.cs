using System.Globalization;

namespace BounceProcessor.Benchmarks.Polling;

/// <summary>The rows of all rounds; each row of the table is the median.</summary>
internal sealed class PollingTable
{
    private readonly List<Row> _rows = [];

    public void Add(Row row)
    {
        _rows.Add(row);
        Console.Error.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"{row.Job,-34}{row.Rate,9:N0}/s  ours {row.Ours,5:N0} us, server {row.Server,5:N0} us a mail  {row.Steps}"));
    }

    public void Print()
    {
        Console.WriteLine("| | mails/s | of raw | our processor time a mail | the server's | share of the time that a step was at work |");
        Console.WriteLine("|---|---:|---:|---:|---:|---|");
        var raw = _rows[0].Job;
        foreach (var rows in _rows.GroupBy(row => row.Job))
        {
            // Each round is compared with the raw fetch of the same round: the machine changes its pace.
            var ofRaw = Median(rows.Select(row => row.Rate / _rows.First(other => other.Job == raw && other.Round == row.Round).Rate));
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"| {rows.Key} | {Median(rows.Select(row => row.Rate)):N0} | {ofRaw:N2} | {Median(rows.Select(row => row.Ours)):N0} µs | {Median(rows.Select(row => row.Server)):N0} µs | {rows.Last().Steps} |"));
        }
    }

    private static double Median(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return sorted[sorted.Length / 2];
    }

    /// <param name="Round">From 0.</param>
    /// <param name="Job">What was measured.</param>
    /// <param name="Rate">Mails a second on the wall.</param>
    /// <param name="Ours">Microseconds of processor time a mail.</param>
    /// <param name="Server">The same of the mail server.</param>
    /// <param name="Steps">How much of the time each step was at work.</param>
    internal sealed record Row(int Round, string Job, double Rate, double Ours, double Server, string Steps);
}
