using BounceProcessor.Companies;
using BounceProcessor.Senders;
using BounceProcessor.Tokens;

using Microsoft.Extensions.Options;

namespace BounceProcessor.Sending.Composing;

/// <summary>Says which envelope sender a transmission has, so that its bounce comes home.</summary>
internal sealed class EnvelopeSenders(SignedTokens tokens, IOptions<TokenOptions> options)
{
    // RFC 5321, section 4.5.3.1.1.
    private const int LongestLocalPart = 64;

    /// <summary>Makes sure that there is a key to sign with; call it outside a transaction, and before <see cref="For"/>.</summary>
    public Task PrepareAsync(CancellationToken cancellationToken) => tokens.PrepareAsync(cancellationToken);

    /// <summary>The envelope sender of a transmission, with a new token.</summary>
    public EnvelopeSender For(Company company, EffectiveSettings settings, long transmissionId)
    {
        var token = tokens.Issue(TokenKind.Transmission, company.Code, transmissionId);
        if (!IsEventAddress(company, settings.Mode.Value))
        {
            return new EnvelopeSender(settings.Email, token);
        }

        var at = company.EventAddress.LastIndexOf('@');
        var address = HasRoom(company) && options.Value.IsInEnvelopeOf(company.Code)
            ? $"{company.EventAddress[..at]}+{token}{company.EventAddress[at..]}"
            : company.EventAddress;
        return new EnvelopeSender(address, token);
    }

    /// <summary>Bounces go to the event address, not to the user's own.</summary>
    public static bool IsEventAddress(Company company, SenderMode mode) =>
        mode == SenderMode.DirectoReplyTo || (mode is SenderMode.Directo or SenderMode.Smtp && company.BounceReturn == BounceReturn.EventAddress);

    /// <summary>
    /// The token fits behind the plus: what stands before the @ of the event address has at most 32 letters. With a longer one the envelope sender is the
    /// event address alone, and Message-ID and X- header carry the token.
    /// </summary>
    public static bool HasRoom(Company company) => company.EventAddress.LastIndexOf('@') is > 0 and <= LongestLocalPart - 1 - TokenText.Length;
}
