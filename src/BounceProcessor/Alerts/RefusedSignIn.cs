namespace BounceProcessor.Alerts;

/// <summary>A sending server that refused the sign-in when it was asked last.</summary>
internal sealed record RefusedSignIn
{
    /// <summary>So many waiting transmissions are counted at most.</summary>
    public const long MostCounted = 1_000;

    /// <summary>Host, port and user name.</summary>
    public required string Server { get; init; }

    /// <summary>What it said.</summary>
    public required string Reply { get; init; }

    /// <summary>When it is asked again.</summary>
    public required DateTimeOffset RestUntil { get; init; }

    /// <summary>Transmissions that wait for it; counted to <see cref="MostCounted"/>.</summary>
    public required long Waiting { get; init; }

    /// <summary>The first company whose mail waits; <see langword="null"/> when none does.</summary>
    public string? FirstCompany { get; init; }

    /// <summary>The last one.</summary>
    public string? LastCompany { get; init; }

    /// <summary>Whose event it is; empty where mail of several companies waits: the operator's server.</summary>
    public string Company => FirstCompany is { } company && company == LastCompany ? company : "";
}
