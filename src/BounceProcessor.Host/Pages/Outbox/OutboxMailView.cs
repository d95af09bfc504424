using BounceProcessor.Sending.Records;

namespace BounceProcessor.Host.Pages.Outbox;

/// <summary>One loaded mail.</summary>
/// <param name="Mail">The mail.</param>
/// <param name="Recipients">Its recipients.</param>
/// <param name="Transmissions">Its SMTP transactions.</param>
/// <param name="History">What happened to them.</param>
public sealed record OutboxMailView(
    SentMail Mail, IReadOnlyList<SentRecipient> Recipients, IReadOnlyList<Transmission> Transmissions, IReadOnlyList<TransmissionHistory> History);
