namespace BounceProcessor.Host.Pages.Events;

/// <summary>What an event's page shows of the sent mail it is about.</summary>
public sealed record EventSentView
{
    /// <summary>Number of the mail.</summary>
    public required long Id { get; init; }

    /// <summary>Code of the sender mode.</summary>
    public required string Mode { get; init; }

    /// <summary>When it was accepted for sending.</summary>
    public required DateTimeOffset AcceptedAt { get; init; }

    /// <summary>Its subject.</summary>
    public required string Subject { get; init; }

    /// <summary>Who sent it.</summary>
    public required string UserCode { get; init; }

    /// <summary>To whom, by code.</summary>
    public string? Customer { get; init; }

    /// <summary>With which document.</summary>
    public string? Document { get; init; }

    /// <summary>The recipient as mailed; <see langword="null"/> when it is not known which one is meant.</summary>
    public string? Recipient { get; init; }

    /// <summary>Code of what came home about that recipient so far.</summary>
    public string? Returned { get; init; }
}
