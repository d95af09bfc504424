namespace BounceProcessor.Diagnosis.Reading;

/// <summary>What the report returns of the mail that failed. Every value may be missing; none is trusted.</summary>
public sealed record OriginalMessage
{
    /// <summary>The header in which our mails carry their transmission's token.</summary>
    public const string TokenHeader = "X-BounceProcessor-Token";

    /// <summary>Without angle brackets. Where the mail is not returned, the one the report says it answers (In-Reply-To, References).</summary>
    public string? MessageId { get; init; }

    /// <summary>The tag behind the plus of the address the report came back to (<c>firmanimi+token@…</c>), lower case; survives where nothing of the mail is returned.</summary>
    public string? Token { get; init; }

    /// <summary>The token of the returned mail's header <see cref="TokenHeader"/>; survives where the address the report came back to carries none.</summary>
    public string? HeaderToken { get; init; }

    /// <summary>The From header's address.</summary>
    public string? From { get; init; }

    /// <summary>The To header, decoded.</summary>
    public string? To { get; init; }

    /// <summary>The Reply-To header's address.</summary>
    public string? ReplyTo { get; init; }

    /// <summary>The Return-Path of the returned mail, without angle brackets.</summary>
    public string? ReturnPath { get; init; }

    /// <summary>Decoded.</summary>
    public string? Subject { get; init; }

    /// <summary>The Date header; <see langword="null"/> when absent or unreadable.</summary>
    public DateTimeOffset? Date { get; init; }
}
