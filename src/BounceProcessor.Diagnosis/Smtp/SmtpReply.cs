namespace BounceProcessor.Diagnosis.Smtp;

/// <summary>An SMTP reply found inside the words of a report.</summary>
/// <param name="Code">400 to 599.</param>
/// <param name="Status">The enhanced code that belongs to it; <see langword="null"/> when none stands behind it.</param>
/// <param name="Start">Where the three digits begin.</param>
/// <param name="IsMultiline">Written as <c>550-</c>, so the code may be repeated in the words (RFC 5321, section 4.2.1).</param>
internal readonly record struct SmtpReply(int Code, EnhancedStatusCode? Status, int Start, bool IsMultiline)
{
    // Words in front of a number that is no reply, and words behind one.
    private static readonly string[] NumberedThings = ["port", "line", "size", "limit", "than", "maximum", "max", "over", "of"];
    private static readonly string[] Units =
        ["bytes", "byte", "kb", "mb", "kib", "messages", "message(s)", "mails", "seconds", "secs", "minutes", "hours", "days", "recipients", "lines", "characters", "octets"];

    /// <summary>Finds the reply of the server that refused.</summary>
    /// <remarks>
    /// A reply that stands behind <c>-&gt;</c>, in angle brackets (<c>554 4.4.7 Message expired.&lt;421 4.4.2 Connection timed out&gt;</c>) or behind an
    /// ellipsis (<c>554 &lt;user@example.com&gt;... 550 Host unknown</c>) is the inner one of a nested report and decides; otherwise one at the start, behind
    /// a colon or with an enhanced code; otherwise the first number that can be a reply. Numbers of addresses, dates, versions,
    /// ports and sizes are passed over.
    /// </remarks>
    /// <returns><see langword="null"/> when the words hold no reply code.</returns>
    public static SmtpReply? Find(ReadOnlySpan<char> text)
    {
        SmtpReply? best = null;
        var bestStrength = 0;
        for (var i = 0; i + 3 <= text.Length; i++)
        {
            if (text[i] is not ('4' or '5') || !TryReadAt(text, i, out var reply))
            {
                continue;
            }

            var strength = Strength(text, reply);
            if (strength > bestStrength || (strength == 4 && bestStrength == 4))
            {
                best = reply;
                bestStrength = strength;
            }

            i += 2;
        }

        return best;
    }

    private static bool TryReadAt(ReadOnlySpan<char> text, int start, out SmtpReply reply)
    {
        reply = default;
        var rest = text[start..];
        if (!char.IsAsciiDigit(rest[1]) || !char.IsAsciiDigit(rest[2]) || rest[1] > '7'
            || !MayStand(text, start) || !MayEnd(rest))
        {
            return false;
        }

        var code = ((rest[0] - '0') * 100) + ((rest[1] - '0') * 10) + (rest[2] - '0');
        var multiline = rest.Length > 3 && rest[3] == '-';
        var status = StatusBehind(rest[3..]);
        if (multiline && status is null && rest.Length > 4 && char.IsAsciiDigit(rest[4]))
        {
            return false;
        }

        if (status is null && (IsNumbered(text[..start]) || IsMeasured(rest[3..])))
        {
            return false;
        }

        reply = new SmtpReply(code, status, start, multiline);
        return true;
    }

    // The enhanced code right behind the reply: "550 5.1.1", "550-5.1.1", "550 #5.1.1", "550 (#5.1.1)", "550-'5.1.1".
    private static EnhancedStatusCode? StatusBehind(ReadOnlySpan<char> rest)
    {
        for (var i = 0; i < rest.Length && i < 5; i++)
        {
            if (EnhancedStatusCode.TryReadWord(rest, i, out var code, out _))
            {
                return code;
            }

            if (rest[i] is not (' ' or '-' or '#' or '(' or '[' or '\'' or '"' or ':' or ';' or '<'))
            {
                return null;
            }
        }

        return null;
    }

    private static bool MayStand(ReadOnlySpan<char> text, int start)
    {
        if (start == 0)
        {
            return true;
        }

        var before = text[start - 1];
        if (before == ':')
        {
            // Not in a time or an IPv6 address.
            return start < 2 || !(char.IsAsciiDigit(text[start - 2]) || text[start - 2] == ':');
        }

        return !char.IsLetterOrDigit(before) && before is not ('.' or '-' or '/' or '_' or '@' or '=' or '+' or '$' or '%' or '&' or '?');
    }

    private static bool MayEnd(ReadOnlySpan<char> rest) => rest.Length == 3 || rest[3] switch
    {
        ' ' or ';' or ')' or ']' or ',' or '"' or '\'' or '#' or '>' or '-' => true,
        ':' => rest.Length == 4 || rest[4] is ' ' or '\'' or '"' || EnhancedStatusCode.TryReadWord(rest, 4, out _, out _),
        '.' => rest.Length == 4 || rest[4] == ' ',
        _ => false,
    };

    private static bool IsNumbered(ReadOnlySpan<char> before)
    {
        var word = before.TrimEnd(" :=");
        word = word[(word.LastIndexOf(' ') + 1)..];
        foreach (var thing in NumberedThings)
        {
            if (word.Equals(thing, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsMeasured(ReadOnlySpan<char> behind)
    {
        var word = behind.TrimStart(' ');
        var end = word.IndexOfAny(" ,.;");
        word = end < 0 ? word : word[..end];
        foreach (var unit in Units)
        {
            if (word.Equals(unit, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }

    private static int Strength(ReadOnlySpan<char> text, SmtpReply reply)
    {
        var before = text[..reply.Start].TrimEnd(" '\"(#[");
        if (before.EndsWith("->") || (before.EndsWith("<") && !before.EndsWith("<<") && reply.Status is not null) || (before.EndsWith("...") && reply.Start > 3))
        {
            return 4;
        }

        var marked = before.IsEmpty || before[^1] is ':' or ';' || before.EndsWith("<<");
        return (marked, reply.Status is not null) switch
        {
            (true, _) => 3,
            (_, true) => 2,
            _ => 1,
        };
    }
}
