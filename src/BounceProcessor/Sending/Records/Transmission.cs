namespace BounceProcessor.Sending.Records;

/// <summary>One SMTP transaction of the outbox: one mail to one or more recipients of it.</summary>
public sealed record Transmission
{
    /// <summary>Its number; the token of the envelope sender names it.</summary>
    public required long Id { get; init; }

    /// <summary>Code of the company.</summary>
    public required string Company { get; init; }

    /// <summary>Number of the mail.</summary>
    public required long MailId { get; init; }

    /// <summary>Code of the user who sends.</summary>
    public string UserCode { get; init; } = "";

    /// <summary>Address in MAIL FROM, with the token where it has one.</summary>
    public required string EnvelopeSender { get; init; }

    /// <summary>The signed token; it stands in the X- header even where the envelope sender has none.</summary>
    public required string Token { get; init; }

    /// <summary>Host, port and user name of the server last used or to be used.</summary>
    public required string Server { get; init; }

    /// <summary>Code of the <see cref="TransmissionState"/>.</summary>
    public required string State { get; init; }

    /// <summary>Smaller goes first: 0 for single mails, 10 for mass mail.</summary>
    public required long Priority { get; init; }

    /// <summary>How often it was tried.</summary>
    public required long Attempts { get; init; }

    /// <summary>Not before this time.</summary>
    public required DateTimeOffset NextAt { get; init; }

    /// <summary>Given up after this time.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>The last reply or fault.</summary>
    public string? Reply { get; init; }

    /// <summary>The number the server gave it, where its reply names one.</summary>
    public string? QueueId { get; init; }

    /// <summary>How often a process has taken it; whoever has an older one in hand has lost it.</summary>
    public long Take { get; init; }

    /// <summary>When any of this changed last.</summary>
    public required DateTimeOffset ChangedAt { get; init; }
}
