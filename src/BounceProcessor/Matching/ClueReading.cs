using BounceProcessor.Companies;
using BounceProcessor.Diagnosis.Reading;
using BounceProcessor.Events;
using BounceProcessor.Tokens;

using Microsoft.Extensions.Options;

namespace BounceProcessor.Matching;

/// <summary>Finds what a mail names of ours, where only our own mails can have it: in the addresses it came back to, in the headers it returns, in its ENVID. Never in its words.</summary>
internal sealed class ClueReading(SignedTokens tokens, IOptions<CompanyOptions> companies)
{
    /// <summary>What the mail names, best first; a mail without any is the rule where other systems send through the same mailbox.</summary>
    public MailClues Of(MailReading reading)
    {
        List<MailClue> clues = [];
        AddTokens(clues, reading.Headers.DeliveredTo);
        AddTokens(clues, reading.Headers.Addressees);

        AddToken(clues, MatchSign.ReturnedToken, reading.Original?.HeaderToken);
        AddToken(clues, MatchSign.ReturnedToken, Tagged(reading.Original?.ReturnPath));
        AddToken(clues, MatchSign.ReturnedToken, reading.Original?.Token);
        AddToken(clues, MatchSign.EnvelopeId, reading.EnvelopeId);
        var messageId = reading.Original?.MessageId ?? reading.Headers.Answered;
        var canary = Canary(messageId) ?? Canary(reading.Original?.Token);
        return new MailClues(clues, AddMessageId(clues, messageId), messageId is not null) { Canary = canary };
    }

    private void AddTokens(List<MailClue> clues, IReadOnlyList<string> addresses)
    {
        for (var i = 0; i < addresses.Count; i++)
        {
            AddToken(clues, MatchSign.AddressToken, Tagged(addresses[i]));
        }
    }

    private void AddToken(List<MailClue> clues, MatchSign sign, string? text)
    {
        if (text is null)
        {
            return;
        }

        var read = tokens.Read(text);

        // Haraka takes the Message-ID for want of an ENVID: samples/bounces/haraka/01.
        if (read.State == TokenState.None || (sign == MatchSign.EnvelopeId && read.Kind == TokenKind.Mail))
        {
            return;
        }

        // A Message-ID's token behind a plus is put together by somebody.
        var state = read.Kind == TokenKind.Transmission || read.State == TokenState.Forged ? StateOf(read) : ClueState.Forged;
        var id = state == ClueState.Forged ? 0 : read.Id;
        var token = state == ClueState.Forged ? null : read;
        if (!clues.Exists(clue => clue.State == state && clue.Id == id && clue.Token == token))
        {
            clues.Add(new MailClue(sign, state, id) { Token = token });
        }
    }

    // True when it is on our domain without a signature: forged, or of another system that sends in our name.
    private bool AddMessageId(List<MailClue> clues, string? messageId)
    {
        if (messageId is null || messageId.LastIndexOf('@') is not (> 0 and var at))
        {
            return false;
        }

        var local = messageId[..at];
        var isOurDomain = messageId.AsSpan(at + 1).Equals(companies.Value.EventDomain, StringComparison.OrdinalIgnoreCase);
        var read = tokens.Read(local);
        if (read.State is TokenState.Valid or TokenState.Expired && read.Kind == TokenKind.Mail)
        {
            clues.Add(new MailClue(MatchSign.MessageId, StateOf(read), read.Id) { MessageId = messageId, Token = read });
            return false;
        }

        if (isOurDomain && read.State != TokenState.None)
        {
            clues.Add(new MailClue(MatchSign.MessageId, ClueState.Forged, 0) { MessageId = messageId });
            return false;
        }

        return isOurDomain && TokenText.Find(local) is null;
    }

    private static ClueState StateOf(TokenReading read) => read.State switch
    {
        TokenState.Valid => ClueState.Valid,
        TokenState.Expired => ClueState.Expired,
        _ => ClueState.Forged,
    };

    private static string? Canary(string? text) => text is not null && text.StartsWith(MailClues.CanaryStart, StringComparison.OrdinalIgnoreCase)
        ? text.Split('@')[0].ToLowerInvariant()
        : null;

    // Only behind a plus: a domain or name of the same length is no forgery.
    private static string? Tagged(string? address)
    {
        if (address is null || address.LastIndexOf('@') is not (> 0 and var at))
        {
            return null;
        }

        var plus = address.AsSpan(0, at).LastIndexOf('+');
        return plus < 0 ? null : address[plus..at];
    }
}
