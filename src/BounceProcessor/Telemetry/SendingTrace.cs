using System.Diagnostics;

namespace BounceProcessor.Telemetry;

/// <summary>The steps of sending as activities of <see cref="IntakeTrace.SourceName"/>. Costs nothing while nobody listens.</summary>
public static class SendingTrace
{
    /// <summary>Transmissions are taken from the outbox, in one transaction.</summary>
    public const string Take = "take";

    /// <summary>One mail is handed to a server, from MAIL FROM to its last reply.</summary>
    public const string Submit = "submit";

    /// <summary>It is stored that the end of the data is about to leave.</summary>
    public const string Ending = "ending";

    /// <summary>The end of the data leaves, and the server answers.</summary>
    public const string EndOfData = "end-of-data";

    /// <summary>What the server said is stored.</summary>
    public const string Store = "store";

    private static readonly ActivitySource Source = new(IntakeTrace.SourceName);

    /// <summary>Begins a step; disposing of it ends it.</summary>
    /// <param name="step">One of the names above.</param>
    /// <returns><see langword="null"/> while nobody listens.</returns>
    public static Activity? Start(string step) => Source.StartActivity(step);
}
