namespace BounceProcessor.Alerts;

/// <summary>The codes of what became of a canary.</summary>
internal static class CanaryOutcome
{
    /// <summary>Handed over, or about to be; its bounce is not here yet.</summary>
    public const string Waiting = "waiting";

    /// <summary>Its bounce was filed.</summary>
    public const string Home = "home";

    /// <summary>Its bounce did not come in time; it may still come.</summary>
    public const string Lost = "lost";

    /// <summary>The sending server refused it for good.</summary>
    public const string Refused = "refused";

    /// <summary>It could not be handed over, for now.</summary>
    public const string Unsent = "unsent";
}
