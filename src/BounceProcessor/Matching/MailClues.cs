namespace BounceProcessor.Matching;

/// <summary>What one mail names of ours.</summary>
/// <param name="Found">Tokens, and the Message-ID where it is signed or pretends to be; best first.</param>
/// <param name="HasUnsignedMessageId">It names a Message-ID on our domain that has no signature: of another system that sends in our name, or invented.</param>
/// <param name="NamesMail">It names some mail, ours or not, by Message-ID.</param>
internal sealed record MailClues(IReadOnlyList<MailClue> Found, bool HasUnsignedMessageId, bool NamesMail);
