namespace BounceProcessor.Matching;

/// <summary>What one mail names of ours.</summary>
/// <param name="Found">Tokens, and the Message-ID where it is signed or pretends to be; best first.</param>
/// <param name="HasUnsignedMessageId">It names a Message-ID on our domain that has no signature: of another system that sends in our name, or invented.</param>
/// <param name="NamesMail">It names some mail, ours or not, by Message-ID.</param>
internal sealed record MailClues(IReadOnlyList<MailClue> Found, bool HasUnsignedMessageId, bool NamesMail)
{
    /// <summary>What the token of a test mail begins with, which the service sends to see that bounces come home.</summary>
    public const string CanaryStart = "canary-";

    /// <summary>The token of a test mail, if it names one; invented, unless it is in the list.</summary>
    public string? Canary { get; init; }
}
