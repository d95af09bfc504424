using System.Globalization;
using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;

namespace BounceProcessor.Benchmarks;

/// <summary>How fast a benchmark is beside another one over the same mails: 2 is twice as fast.</summary>
/// <param name="name">Heading.</param>
/// <param name="other">The method it is compared with.</param>
/// <param name="only">The only method it is shown for; <see langword="null"/> for all.</param>
internal sealed class SpeedColumn(string name, string other, string? only) : IColumn
{
    public string Id => $"{nameof(SpeedColumn)}.{other}";

    public string ColumnName => name;

    public bool AlwaysShow => true;

    public ColumnCategory Category => ColumnCategory.Statistics;

    public int PriorityInCategory => 1;

    public bool IsNumeric => true;

    public UnitType UnitType => UnitType.Dimensionless;

    public string Legend => $"Speed as a multiple of {other}'s over the same mails";

    public string GetValue(Summary summary, BenchmarkCase benchmarkCase)
    {
        var compared = summary.BenchmarksCases.FirstOrDefault(one =>
            one.Descriptor.WorkloadMethod.Name == other && one.Parameters.ValueInfo == benchmarkCase.Parameters.ValueInfo);
        return (only is null || benchmarkCase.Descriptor.WorkloadMethod.Name == only)
            && summary[benchmarkCase]?.ResultStatistics is { } mine && compared is not null && summary[compared]?.ResultStatistics is { } theirs
                ? (theirs.Mean / mine.Mean).ToString("0.00", CultureInfo.InvariantCulture)
                : "";
    }

    public string GetValue(Summary summary, BenchmarkCase benchmarkCase, SummaryStyle style) => GetValue(summary, benchmarkCase);

    public bool IsDefault(Summary summary, BenchmarkCase benchmarkCase) => false;

    public bool IsAvailable(Summary summary) => true;
}
