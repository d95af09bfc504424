namespace BounceProcessor.Diagnosis.Reasons;

/// <summary>
/// Takes out of a refusal what the domain of the <em>sender</em> says in it. A receiver may quote the text of the domain's <c>exp=</c> record behind an SPF refusal
/// (RFC 7208, sections 6.2 and 11.5), so whoever owns the domain could write there any reason, domain and address it likes.
/// </summary>
internal static class SenderExplanation
{
    // Behind these stands the text of the domain, to the end. Cisco's is the answer as shipped; the other form is that of RFC 7208, section 6.2.
    private static readonly string[] Openings = ["spf unauthorized mail is prohibited.", "spf unauthorized mail is prohibited", " explains:", " explained:"];

    // The Python policy server of Postfix puts the text between its own words and the link.
    private const string PolicyServer = "message rejected due to: ";
    private const string Link = "please see http";

    // What the policy server writes there where the domain has no text of its own.
    private static readonly string[] OwnWords =
    [
        "spf fail - not authorized", "domain owner discourages use of this host", "access neither permitted nor denied", "receiver policy for spf softfail",
        "receiver policy for spf neutral", "receiver policy for spf none", "receiver policy for spf permerror", "spf permanent error", "spf temporary error",
    ];

    /// <returns>The words of the receiver alone; the same words where they quote nobody.</returns>
    public static string? Remove(string? words)
    {
        if (words is null || !words.Contains("spf", StringComparison.OrdinalIgnoreCase))
        {
            return words;
        }

        var shortened = WithoutMiddle(words);
        foreach (var opening in Openings)
        {
            var at = shortened.IndexOf(opening, StringComparison.OrdinalIgnoreCase);
            if (at >= 0)
            {
                return shortened[..(at + opening.Length)];
            }
        }

        return shortened;
    }

    private static string WithoutMiddle(string words)
    {
        var start = words.IndexOf(PolicyServer, StringComparison.OrdinalIgnoreCase);
        var link = words.LastIndexOf(Link, StringComparison.OrdinalIgnoreCase);
        start += PolicyServer.Length;
        if (start < PolicyServer.Length || link <= start)
        {
            return words;
        }

        foreach (var own in OwnWords)
        {
            if (words.AsSpan(start).StartsWith(own, StringComparison.OrdinalIgnoreCase))
            {
                start += own.Length;
                break;
            }
        }

        return start < link ? string.Concat(words.AsSpan(0, start), " ", words.AsSpan(link)) : words;
    }
}
