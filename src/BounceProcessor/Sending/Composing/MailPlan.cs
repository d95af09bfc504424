using MimeKit;

namespace BounceProcessor.Sending.Composing;

/// <summary>A request that has no faults, with what was read of it.</summary>
internal sealed record MailPlan
{
    /// <summary>Address in From.</summary>
    public required EnvelopeAddress From { get; init; }

    /// <summary>Address in Reply-To; <see langword="null"/> without one.</summary>
    public required EnvelopeAddress? ReplyTo { get; init; }

    /// <summary>Address in Sender: who sends when From is somebody else (RFC 5322, section 3.6.2).</summary>
    public required EnvelopeAddress? Sender { get; init; }

    /// <summary>Name of the user.</summary>
    public required string? Name { get; init; }

    /// <summary>Each as asked for, with its address.</summary>
    public required IReadOnlyList<(MailRecipient Recipient, EnvelopeAddress Address)> Recipients { get; init; }

    /// <summary>Each as asked for, with its type.</summary>
    public required IReadOnlyList<(MailAttachment Attachment, ContentType Type)> Attachments { get; init; }
}
