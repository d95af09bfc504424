using BounceProcessor.Events;
using BounceProcessor.Tokens;

namespace BounceProcessor.Matching;

/// <summary>One token that a mail names, in the place where it stands, as its signature was read.</summary>
/// <param name="Sign">Where it stands: <see cref="MatchSign.AddressToken"/>, <see cref="MatchSign.ReturnedToken"/>, <see cref="MatchSign.EnvelopeId"/> or <see cref="MatchSign.MessageId"/>.</param>
/// <param name="State">What the signature says.</param>
/// <param name="Id">The mail's number for a Message-ID, else the transmission's; 0 when it is forged.</param>
internal sealed record MailClue(MatchSign Sign, ClueState State, long Id)
{
    /// <summary>It is of a Message-ID, without angle brackets; <see langword="null"/> in other places.</summary>
    public string? MessageId { get; init; }

    /// <summary>The token as it was read; <see langword="null"/> when it is forged.</summary>
    public TokenReading? Token { get; init; }

    /// <summary>Our signature is right, but it was made for a mail of another company: numbers are given again after an older database was brought back.</summary>
    public bool IsOfOther(string company) => Token is { } token && !token.IsOf(company);
}
