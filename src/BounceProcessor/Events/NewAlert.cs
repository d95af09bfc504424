namespace BounceProcessor.Events;

/// <summary>An event that the service raises about itself.</summary>
internal sealed record NewAlert
{
    /// <summary>The mailbox's company; empty for a catch-all.</summary>
    public required string Company { get; init; }

    /// <summary>The mailbox it is about.</summary>
    public required string Mailbox { get; init; }

    /// <summary>Code of the condition; becomes the event's reason.</summary>
    public required string Condition { get; init; }

    /// <summary>Severity code.</summary>
    public required string Severity { get; init; }

    /// <summary>Fixer code.</summary>
    public required string Fixer { get; init; }

    /// <summary>One line, in the language of the summaries.</summary>
    public required string Title { get; init; }

    /// <summary>What is the matter, what happens now, what to do; in the same language.</summary>
    public required string Text { get; init; }

    /// <summary>When it was noticed.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>When somebody should have dealt with it; <see langword="null"/> for never.</summary>
    public DateTimeOffset? DeadlineAt { get; init; }
}
