using System.Diagnostics;

using BounceProcessor.Tests.Faults.Killing;
using BounceProcessor.Tests.Servers;

using Microsoft.Data.Sqlite;

/// <summary>
/// Runs inside the program under test, before its own code: DOTNET_STARTUP_HOOKS names this assembly, and the runtime looks for this name,
/// outside any namespace. It listens to the program's own tracing and kills or
/// stops the process at the place that the environment names.
/// </summary>
internal static class StartupHook
{
    private static int _times;

    public static void Initialize()
    {
        if (Environment.GetEnvironmentVariable(KillPoint.Variable) is not { } text)
        {
            return;
        }

        var point = KillPoint.Parse(text);
        ActivitySource.AddActivityListener(new ActivityListener
        {
            ShouldListenTo = source => source.Name == "BounceProcessor",
            Sample = (ref _) => ActivitySamplingResult.AllData,
            ActivityStarted = step => Meet(point, step, KillPoint.Start),
            ActivityStopped = step => Meet(point, step, KillPoint.End),
        });
    }

    private static void Meet(KillPoint point, Activity step, string edge)
    {
        var within = point.Edge == KillPoint.Within;
        if (step.OperationName != point.Step || edge != (within ? KillPoint.Start : point.Edge) || Interlocked.Increment(ref _times) != point.Time)
        {
            return;
        }

        if (within)
        {
            // A thread of its own: the step must go on until it dies.
            new Thread(() => SignalAfter(point)) { IsBackground = true, Priority = ThreadPriority.Highest }.Start();
        }
        else
        {
            Signal(point);
        }
    }

    private static void SignalAfter(KillPoint point)
    {
        var start = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(start).TotalMicroseconds < point.Microseconds)
        {
            Thread.SpinWait(20);
        }

        Signal(point);
    }

    private static void Signal(KillPoint point)
    {
        if (point.Signal == PosixSignal.Stop)
        {
            // The other steps go on until they wait for this one; nobody is to be stopped with the database's lock in his hand.
            Thread.Sleep(TimeSpan.FromMilliseconds(500));
            using var database = new SqliteConnection("Data Source=test.db;Pooling=False;Default Timeout=60");
            database.Open();
            database.BeginTransaction().Dispose();
        }

        PosixSignal.Raise(point.Signal);
    }
}
