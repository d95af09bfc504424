namespace BounceProcessor.Diagnosis.Reading;

/// <summary>The headers of the mail itself that filing needs; values decoded, at most 1,000 characters each.</summary>
public sealed record MailHeaders
{
    /// <summary>Without angle brackets.</summary>
    public string? MessageId { get; init; }

    /// <summary>Decoded.</summary>
    public string? Subject { get; init; }

    /// <summary>The From header's address.</summary>
    public string? From { get; init; }

    /// <summary>The Date header; <see langword="null"/> when absent or unreadable.</summary>
    public DateTimeOffset? Date { get; init; }

    /// <summary>The Message-ID of the mail that this one answers, without angle brackets: In-Reply-To, else the last of References.</summary>
    public string? Answered { get; init; }

    /// <summary>Addresses the mail was delivered to, most trustworthy first: Delivered-To, X-Original-To, Envelope-To, then the <c>for</c> of Received; lower case, no doubles, at most 20.</summary>
    public IReadOnlyList<string> DeliveredTo { get; init; } = [];

    /// <summary>Addresses of To and Cc, lower case, no doubles, at most 50.</summary>
    public IReadOnlyList<string> Addressees { get; init; } = [];
}
