using BounceProcessor.Sending.Records;

namespace BounceProcessor.Sending.Outbox;

/// <summary>A mail ready to be put into the outbox.</summary>
/// <param name="Mail">The mail.</param>
/// <param name="RequestHash">SHA-256 of what was asked for.</param>
/// <param name="Compressed">Its bytes as they are stored.</param>
/// <param name="Transmissions">Its SMTP transactions.</param>
/// <param name="Recipients">Its recipients.</param>
internal sealed record AcceptedMail(
    SentMail Mail, byte[] RequestHash, byte[] Compressed, IReadOnlyList<Transmission> Transmissions, IReadOnlyList<SentRecipient> Recipients);
