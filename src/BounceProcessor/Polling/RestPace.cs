namespace BounceProcessor.Polling;

/// <summary>How fast the pauses after faults grow: the first, doubled with each further fault, give or take a fifth, up to the longest.</summary>
internal sealed record RestPace(TimeSpan First, TimeSpan Longest)
{
    /// <summary>What held so long after a rest was sound, and the next fault is the first again; null where only a success says so.</summary>
    public TimeSpan? SoundAfter { get; init; }

    /// <summary>Runs that failed: 10 seconds to 15 minutes.</summary>
    public static readonly RestPace Run = new(TimeSpan.FromSeconds(10), TimeSpan.FromMinutes(15));

    /// <summary>Sign-ins that were refused: 5 minutes to an hour, since servers lock an account after some five or ten within half an hour.</summary>
    public static readonly RestPace SignIn = new(TimeSpan.FromMinutes(5), TimeSpan.FromHours(1));

    /// <summary>Waits for new mail that broke: a second to 15 minutes. Servers end long connections as they please, and most come back at once.</summary>
    public static readonly RestPace Watch = new(TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(15)) { SoundAfter = TimeSpan.FromMinutes(1) };
}
