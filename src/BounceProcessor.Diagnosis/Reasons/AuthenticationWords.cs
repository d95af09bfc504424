using System.Buffers;
using System.Net;

namespace BounceProcessor.Diagnosis.Reasons;

/// <summary>Reads out of a refusal which check of our identity failed: mechanism, identity, domain, address, result.</summary>
internal static class AuthenticationWords
{
    // Longer than any written address, with the brackets around it.
    private const int LongestAddress = 56;

    private static readonly SearchValues<char> EndOfValue = SearchValues.Create(" ;&>\"'");
    private static readonly SearchValues<char> EndOfToken = SearchValues.Create(" ])>,;'\"=");

    // Words in front of the checked domain, the surest first.
    private static readonly string[] DomainCues =
    [
        "spf [", "dkim [", "email from ", "sending domain ", "domain of ", "header from domain ", "from domain ", "send mail from ", "send from ",
        "sent from ", "mail from ", "sender domain ", "messages from ", "policy of ", "policy for ", "record for ", "domain (", "domain ", "for ", "from ",
    ];

    private static readonly string[] AddressCues = ["ip=", "with ip:", "ip address ", "client ip ", "sender ip ", "ip ", ""];

    // The words of a result, the more particular first.
    private static readonly (string Words, string Result)[] Results =
    [
        ("softfail", "softfail"), ("soft fail", "softfail"), ("soft-fail", "softfail"), ("neither permitted nor denied", "neutral"), ("neutral", "neutral"),
        ("permerror", "permerror"), ("perm error", "permerror"), ("permanent error", "permerror"), ("permanenterror", "permerror"),
        ("more than one spf", "permerror"), ("multiple spf", "permerror"), ("too many dns lookups", "permerror"), ("lookup limit", "permerror"),
        ("temperror", "temperror"), ("temp error", "temperror"), ("temporary error", "temperror"), ("dns timeout", "temperror"), ("temporary", "temperror"),
        ("no spf record", "none"), ("does not have an spf", "none"), ("missing spf", "none"), ("spf: none", "none"), ("spf=none", "none"), ("no dkim", "none"),
    ];

    /// <returns><see langword="null"/> when the reason is none of the four of failed checks.</returns>
    public static AuthenticationFinding? Read(string reason, AuthenticationClaim? claim, string words, string? receiver)
    {
        if (reason is not ("spf-failed" or "dkim-failed" or "dmarc-failed" or "authentication-failed"))
        {
            return null;
        }

        var mechanism = claim?.Mechanism ?? (reason == "authentication-failed" ? null : reason[..reason.IndexOf('-', StringComparison.Ordinal)]);
        var link = Parameter(words, "s=");
        return new AuthenticationFinding(
            mechanism,
            claim?.Identity ?? (link is "mfrom" or "helo" ? link : mechanism == "dmarc" ? "from" : null),
            Domain(words),
            Address(words),
            claim?.Result ?? Result(words, mechanism),
            Parameter(words, "r=") ?? receiver);
    }

    private static string? Domain(string words)
    {
        if (DomainOf(Parameter(words, "id=") ?? Parameter(words, "sender=")) is { } linked)
        {
            return linked;
        }

        foreach (var cue in DomainCues)
        {
            for (var at = Find(words, cue, 0); at >= 0; at = Find(words, cue, at))
            {
                if (DomainOf(Token(words.AsSpan(at))) is { } domain)
                {
                    return domain;
                }
            }
        }

        return null;
    }

    private static string? Address(string words)
    {
        foreach (var cue in AddressCues)
        {
            // Behind the quoted reply: in front of it stands the address of the server that refused.
            for (var at = Find(words, cue, 0); at >= 0 && at < words.Length; at = Find(words, cue, at + (cue.Length == 0 ? 1 : 0)))
            {
                var token = IsBorder(words, at) ? Token(words.AsSpan(at, Math.Min(LongestAddress, words.Length - at))) : default;
                if (IsWhole(token) && IPAddress.TryParse(token, out var address) && !FollowsHost(words, at))
                {
                    return address.ToString();
                }
            }
        }

        return null;
    }

    private static string? Result(string words, string? mechanism)
    {
        foreach (var (cue, result) in Results)
        {
            if (words.Contains(cue, StringComparison.OrdinalIgnoreCase))
            {
                return result;
            }
        }

        return mechanism is null ? null : "fail";
    }

    // A value of a link such as "why?s=mfrom;id=a%40b.example;ip=192.0.2.1;r=host".
    private static string? Parameter(string words, string name)
    {
        for (var at = Find(words, name, 0); at >= 0; at = Find(words, name, at))
        {
            var before = at - name.Length - 1;
            if (before >= 0 && words[before] is '?' or ';' or '&')
            {
                var value = words.AsSpan(at);
                var end = value.IndexOfAny(EndOfValue);
                var text = Uri.UnescapeDataString((end < 0 ? value : value[..end]).ToString()).TrimEnd('.', ')', ',');
                return text.Length == 0 ? null : text;
            }
        }

        return null;
    }

    private static int Find(string words, string cue, int from)
    {
        var at = from > words.Length ? -1 : words.IndexOf(cue, from, StringComparison.OrdinalIgnoreCase);
        return at < 0 ? -1 : at + cue.Length;
    }

    private static ReadOnlySpan<char> Token(ReadOnlySpan<char> rest)
    {
        rest = rest.TrimStart(" [(<'\":=");
        var end = rest.IndexOfAny(EndOfToken);
        return (end < 0 ? rest : rest[..end]).TrimEnd(".:");
    }

    private static string? DomainOf(ReadOnlySpan<char> token)
    {
        var domain = token[(token.LastIndexOf('@') + 1)..];
        var dot = domain.LastIndexOf('.');
        if (dot < 1 || domain.Length - dot < 3 || domain.Length > 253 || !char.IsLetter(domain[dot + 1]))
        {
            return null;
        }

        foreach (var letter in domain)
        {
            if (!char.IsLetterOrDigit(letter) && letter is not ('.' or '-' or '_'))
            {
                return null;
            }
        }

        return domain.ToString().ToLowerInvariant();
    }

    // IPAddress also reads "5.7.509" as an address.
    private static bool IsWhole(ReadOnlySpan<char> token) => token.Count('.') == 3 || token.Count(':') >= 2;

    private static bool IsBorder(string words, int at) => at == 0 || (!char.IsLetterOrDigit(words[at - 1]) && words[at - 1] is not ('.' or '-'));

    // "host mx.example.com[192.0.2.25] said:" is the server that refused, not the one that was checked.
    private static bool FollowsHost(string words, int at)
    {
        var before = words.AsSpan(0, at).TrimEnd("[( ");
        var name = before[(before.LastIndexOf(' ') + 1)..];
        return at > 0 && words[at - 1] is '[' or '(' && DomainOf(name) is not null && words.AsSpan(at).Contains("said:", StringComparison.Ordinal);
    }
}
