using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Diagnosers;
using BenchmarkDotNet.Exporters;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Toolchains.InProcess.Emit;

namespace BounceProcessor.Benchmarks;

/// <summary>One table, with rates of processor time instead of times on the wall.</summary>
internal static class TableConfig
{
    public static IConfig Create() => ManualConfig.CreateEmpty()
        .AddLogger(ConsoleLogger.Default)
        .AddExporter(MarkdownExporter.Console)
        .AddDiagnoser(MemoryDiagnoser.Default)
        .AddColumn(TargetMethodColumn.Method, new ParamColumn(nameof(ReadingBenchmarks.Mails)), new RateColumn(), StatisticColumn.Error)
        .AddColumn(new SpeedColumn("of Load", nameof(ReadingBenchmarks.Load), null))
        .AddColumn(new SpeedColumn("per core, of one thread", nameof(ReadingBenchmarks.ReadAndDiagnose), nameof(ReadingBenchmarks.ReadAndDiagnoseOnTwoThreads)))
        .AddColumnProvider(DefaultColumnProviders.Metrics)
        // In this process: a project generated on the spot would have to be restored under the rules of this repository.
        .AddJob(Job.Default.WithToolchain(InProcessEmitToolchain.Instance).WithClock(new CpuClock()).WithWarmupCount(4).WithIterationCount(12))
        .WithOptions(ConfigOptions.DisableLogFile | ConfigOptions.JoinSummary)
        .WithArtifactsPath(Path.Combine(Path.GetTempPath(), "BounceProcessor.Benchmarks"))
        .HideColumns("Gen0", "Gen1", "Gen2", "Alloc Ratio");
}
