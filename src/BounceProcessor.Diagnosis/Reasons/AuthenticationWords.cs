using System.Net;

namespace BounceProcessor.Diagnosis.Reasons;

/// <summary>Reads out of a refusal which check of our identity failed: mechanism, identity, domain, address, result.</summary>
internal static class AuthenticationWords
{
    // Longer than any written address, with the brackets around it.
    private const int LongestAddress = 56;

    // Words in front of the checked domain, the surest first.
    private static readonly string[] DomainCues =
    [
        "spf [", "dkim [", "email from ", "sending domain ", "domain of ", "header from domain ", "from domain ", "send mail from ", "send from ",
        "sent from ", "mail from ", "sender domain ", "messages from ", "policy of ", "policy for ", "record for ", "domain (", "domain ", "for ", "from ",
    ];

    // Words behind it.
    private static readonly string[] DomainEnds =
        [": no spf", " has no spf", " does not have an spf", " does not have a valid spf", " does not publish", " does not designate", " has no valid spf"];

    private static readonly string[] AddressCues = ["with ip:", "ip address ", "client ip ", "sender ip ", "ip ", ""];

    private static readonly string[] HeloWords = ["spf helo", "helo check", "helo identity", "spf (helo", "spf-helo", "spf check of helo"];
    private static readonly string[] MailFromWords = ["spf mail from", "mail from check", "mail from identity", "spf (mail from", "spf mfrom", "envelope sender"];

    // The words of a result, the more particular first.
    private static readonly (string Words, string Result)[] Results =
    [
        ("softfail", "softfail"), ("soft fail", "softfail"), ("soft-fail", "softfail"), ("discourages use", "softfail"), ("transitioning domain", "softfail"),
        ("neither permitted nor denied", "neutral"), ("neutral", "neutral"),
        ("permerror", "permerror"), ("perm error", "permerror"), ("permanent error", "permerror"), ("permanenterror", "permerror"),
        ("permanent dns error", "permerror"), ("more than one spf", "permerror"), ("multiple spf", "permerror"), ("two or more type txt spf", "permerror"),
        ("too many dns lookups", "permerror"), ("lookup limit", "permerror"), ("invalid spf record", "permerror"), ("spf syntax error", "permerror"),
        ("temperror", "temperror"), ("temp error", "temperror"), ("temporary error", "temperror"), ("dns timeout", "temperror"), ("temporary", "temperror"),
        ("no spf", "none"), ("does not have an spf", "none"), ("missing spf", "none"), ("does not publish", "none"), ("no dkim", "none"), ("not signed", "none"),
        ("missing dkim", "none"), ("no dmarc record", "none"),
    ];

    private static readonly string[] Named = ["pass", "fail", "softfail", "neutral", "none", "temperror", "permerror", "policy"];

    // A check that did not pass, where nothing finer is said.
    private static readonly string[] Failing =
    [
        "fail", "not pass", "n't pass", "no passing", "no valid", "no acceptable", "not authori", "n't authori", "unauthori", "not permitted", "not allowed",
        "not a permitted", "not designate", "invalid", "violat", "mismatch", "bad signature",
    ];

    /// <returns><see langword="null"/> when the reason is none of the four of failed checks.</returns>
    public static AuthenticationFinding? Read(string reason, AuthenticationClaim? claim, Refusal refusal, string? receiver)
    {
        if (reason is not ("spf-failed" or "dkim-failed" or "dmarc-failed" or "authentication-failed"))
        {
            return null;
        }

        var words = refusal.Words;
        var mechanism = claim?.Mechanism ?? (reason == "authentication-failed" ? null : reason[..reason.IndexOf('-', StringComparison.Ordinal)]);
        return new AuthenticationFinding(
            mechanism,
            Identity(words, mechanism) ?? claim?.Identity ?? (mechanism == "dmarc" ? "from" : null),
            Domain(words),
            Address(words),
            Result(refusal, mechanism, claim?.Result),
            LinkWords.Host(words, "r=") ?? LinkWords.Host(words, "receiver=") ?? LinkWords.Host(words, "LastAttemptedServerName=") ?? receiver);
    }

    // A link names the identity exactly: "why?s=helo;…", "why?scope=helo;…". Of the mechanisms only SPF checks more than one.
    private static string? Identity(string words, string? mechanism)
    {
        if (mechanism is not (null or "spf"))
        {
            return null;
        }

        var linked = LinkWords.Value(words, "s=") ?? LinkWords.Value(words, "scope=");
        return linked is "mfrom" or "helo" ? linked
            : mechanism is null ? null
            : Says(words, HeloWords) ? "helo"
            : Says(words, MailFromWords) ? "mfrom"
            : null;
    }

    private static string? Domain(string words)
    {
        var linked = LinkWords.Value(words, "id=") ?? LinkWords.Value(words, "identity=") ?? LinkWords.Value(words, "sender=");
        if (LinkWords.DomainOf(linked) is { } domain)
        {
            return domain;
        }

        foreach (var cue in DomainCues)
        {
            for (var at = LinkWords.Find(words, cue, 0); at >= 0; at = LinkWords.Find(words, cue, at))
            {
                if (LinkWords.DomainOf(LinkWords.Token(words.AsSpan(at))) is { } named)
                {
                    return named;
                }
            }
        }

        foreach (var end in DomainEnds)
        {
            var at = words.IndexOf(end, StringComparison.OrdinalIgnoreCase);
            var before = at < 0 ? default : words.AsSpan(0, at);
            if (LinkWords.DomainOf(LinkWords.Token(before[(before.LastIndexOf(' ') + 1)..])) is { } named)
            {
                return named;
            }
        }

        return null;
    }

    private static string? Address(string words)
    {
        if (IPAddress.TryParse(LinkWords.Value(words, "ip="), out var linked))
        {
            return linked.ToString();
        }

        foreach (var cue in AddressCues)
        {
            // Behind the quoted reply: in front of it stands the address of the server that refused.
            for (var at = LinkWords.Find(words, cue, 0); at >= 0 && at < words.Length; at = LinkWords.Find(words, cue, at + (cue.Length == 0 ? 1 : 0)))
            {
                var token = IsBorder(words, at) ? LinkWords.Token(words.AsSpan(at, Math.Min(LongestAddress, words.Length - at))) : default;
                if (IsWhole(token) && IPAddress.TryParse(token, out var address) && !IsHosts(words, at))
                {
                    return address.ToString();
                }
            }
        }

        return null;
    }

    // What is said of this very mechanism, then what the rule knows, then what is said anywhere. A DMARC policy takes effect only where the check failed.
    private static string? Result(Refusal refusal, string? mechanism, string? claimed)
    {
        if (mechanism is null)
        {
            return null;
        }

        if ((ResultOf(refusal.Words, mechanism) ?? claimed) is { } particular)
        {
            return particular;
        }

        foreach (var (cue, result) in Results)
        {
            if (refusal.Words.Contains(cue, StringComparison.OrdinalIgnoreCase))
            {
                return result;
            }
        }

        // RFC 7372, section 3.2: one code for both, told apart by its class.
        if (mechanism == "spf" && refusal.TextStatus is { Subject: 7, Detail: 24 } code)
        {
            return code.Class == 4 ? "temperror" : "permerror";
        }

        return mechanism == "dmarc" || Says(refusal.Words, Failing) ? "fail" : null;
    }

    // "Spf= Pass , Dkim= Fail", "spf=softfail".
    private static string? ResultOf(string words, string mechanism)
    {
        for (var at = LinkWords.Find(words, mechanism, 0); at >= 0; at = LinkWords.Find(words, mechanism, at))
        {
            var rest = words.AsSpan(at).TrimStart(' ');
            if (rest.Length == 0 || rest[0] != '=')
            {
                continue;
            }

            var value = LinkWords.Token(rest);
            foreach (var named in Named)
            {
                if (value.Equals(named, StringComparison.OrdinalIgnoreCase))
                {
                    return named;
                }
            }
        }

        return null;
    }

    private static bool Says(string words, string[] cues)
    {
        foreach (var cue in cues)
        {
            if (words.Contains(cue, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }

    // IPAddress also reads "5.7.509" as an address.
    private static bool IsWhole(ReadOnlySpan<char> token) => token.Count('.') == 3 || token.Count(':') >= 2;

    private static bool IsBorder(string words, int at) => at == 0 || (!char.IsLetterOrDigit(words[at - 1]) && words[at - 1] is not ('.' or '-'));

    // "host mx.example.com[192.0.2.25] said:" and "[LastAttemptedIP=192.0.2.25]" are the server that refused, not the one that was checked.
    private static bool IsHosts(string words, int at)
    {
        if (at > 0 && words[at - 1] == '=')
        {
            return words.AsSpan(0, at).EndsWith("AttemptedIP=", StringComparison.OrdinalIgnoreCase);
        }

        var before = words.AsSpan(0, at).TrimEnd("[( ");
        var name = before[(before.LastIndexOf(' ') + 1)..];
        return at > 0 && words[at - 1] is '[' or '(' && LinkWords.DomainOf(name) is not null && words.AsSpan(at).Contains("said:", StringComparison.Ordinal);
    }
}
