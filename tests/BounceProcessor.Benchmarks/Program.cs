using BenchmarkDotNet.Running;
using BounceProcessor.Benchmarks;
using BounceProcessor.Benchmarks.Filing;
using BounceProcessor.Benchmarks.Hostile;

return args.FirstOrDefault() switch
{
    "fuzz" => FuzzRun.Of(args[1..]),
    "traps" => TrapRun.Of(args[1..]),
    "start" => StartRun.Of(),
    "filing" => await FilingRun.OfAsync(args[1..]),
    null => BenchmarkRunner.Run<ReadingBenchmarks>(TableConfig.Create()).HasCriticalValidationErrors ? 1 : 0,
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("""
        Without arguments: the table of docs/benchmarks.md.
        fuzz [--mails N] [--seed N] [--save FOLDER]   N mutated samples; exit code 1 on an exception or a mail that is too slow for its size
        traps [--size N]                              mails built to be slow, at N, 2N and 4N characters; exit code 1 when one grows faster than its size
        start                                         what the first mail of a process costs, step by step
        filing [--mails N] [--batch N] [--rounds N] [--folder FOLDER]   processor time a mail from bytes to committed event, stage by stage; FOLDER on the disk to be measured
        """);
    return 2;
}
