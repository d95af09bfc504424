using System.Globalization;

using BounceProcessor.Tests.Servers;

namespace BounceProcessor.Tests.Faults.Killing;

/// <summary>Where a process ends: at the n-th time that a step of a run begins or ends, or some time after it began.</summary>
/// <param name="Step">The name of the activity.</param>
/// <param name="Edge"><see cref="Start"/>, <see cref="Within"/> or <see cref="End"/>.</param>
/// <param name="Time">1 for the first time.</param>
/// <param name="Microseconds">Only for <see cref="Within"/>: how long after the beginning.</param>
/// <param name="Signal"><see cref="PosixSignal.Kill"/>, or <see cref="PosixSignal.Stop"/> for a process that is to go on later.</param>
internal sealed record KillPoint(string Step, string Edge, int Time, int Microseconds, int Signal)
{
    public const string Start = "start";
    public const string Within = "within";
    public const string End = "end";

    /// <summary>The environment variable that tells a process where to end.</summary>
    public const string Variable = "BOUNCEPROC_TEST_KILL_AT";

    /// <summary>The steps of a run, in their order.</summary>
    public static readonly IReadOnlyList<string> Steps = ["poll", "list", "fetch", "diagnose", "file", "settle", "mark-settled"];

    /// <summary>The steps of a run that settles so: where mails are left as they are, nothing is settled.</summary>
    public static IEnumerable<string> StepsOf(string afterFiling) => afterFiling == "Leave" ? Steps.Except(["settle", "mark-settled"]) : Steps;

    /// <summary>A random place in a step.</summary>
    public static KillPoint Random(Random random, string step) => new(
        step,
        random.GetItems([Start, Within, End], 1)[0],
        step is "poll" or "list" ? 1 : random.Next(1, 5),
        random.Next(3) == 0 ? random.Next(20_000) : random.Next(1_000),
        PosixSignal.Kill);

    public static KillPoint Parse(string text) =>
        text.Split(':') is [var step, var edge, var time, var microseconds, var signal]
            ? new KillPoint(step, edge, Number(time), Number(microseconds), Number(signal))
            : throw new FormatException($"\"{text}\" is no step:edge:time:microseconds:signal.");

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Step}:{Edge}:{Time}:{Microseconds}:{Signal}");

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}
