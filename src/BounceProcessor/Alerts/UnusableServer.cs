namespace BounceProcessor.Alerts;

/// <summary>A sending server that could not be used when it was asked last, and that only people can mend.</summary>
internal sealed record UnusableServer
{
    /// <summary>So many waiting transmissions are counted at most.</summary>
    public const long MostCounted = 1_000;

    /// <summary>Host, port and user name.</summary>
    public required string Server { get; init; }

    /// <summary>Code of why it rests, as the outbox writes it.</summary>
    public required string Cause { get; init; }

    /// <summary>Code of the alert about it.</summary>
    public string Condition => Cause switch
    {
        "not-public" => AlertCondition.ServerNotPublic,
        "set-up" => AlertCondition.ServerSetUp,
        _ => AlertCondition.SignInRefused,
    };

    /// <summary>What it said, or what happened instead.</summary>
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
