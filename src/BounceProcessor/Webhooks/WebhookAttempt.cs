namespace BounceProcessor.Webhooks;

/// <summary>One try to deliver a message.</summary>
public sealed record WebhookAttempt
{
    /// <summary>When it began.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>How long it took, in milliseconds.</summary>
    public required long TookMs { get; init; }

    /// <summary>The HTTP status; <see langword="null"/> when there was no answer.</summary>
    public long? Status { get; init; }

    /// <summary>What went wrong where there was no answer.</summary>
    public string? Error { get; init; }

    /// <summary>The beginning of the answer.</summary>
    public string? Response { get; init; }

    /// <summary>The endpoint asked to wait so long.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>The endpoint has taken it.</summary>
    public bool IsSuccess => Status is >= 200 and < 300;

    /// <summary>The endpoint says that it is no longer there and never will be.</summary>
    public bool IsGone => Status == 410;

    /// <summary>For people: the status, else what went wrong.</summary>
    public string Words => Status is { } status ? FormattableString.Invariant($"HTTP {status}") : Error ?? "no answer";
}
