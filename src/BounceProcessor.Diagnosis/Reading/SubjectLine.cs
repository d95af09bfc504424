using System.Buffers;
using BounceProcessor.Diagnosis.Reading.Wording;

namespace BounceProcessor.Diagnosis.Reading;

/// <summary>A subject, told apart into what mail programs and filters put before it and the rest.</summary>
/// <param name="Full">The whole subject, as phrases are compared.</param>
/// <param name="Rest">Without "Re:", "Fwd:", "***SPAM***" and the like.</param>
/// <param name="IsReply">It says that the mail answers another.</param>
/// <param name="IsForward">It says that the mail passes another on.</param>
internal sealed record SubjectLine(PlainWords Full, PlainWords Rest, bool IsReply, bool IsForward)
{
    /// <summary>The longest prefix in use, with a count: <c>Antwort[12]</c>.</summary>
    private const int PrefixLimit = 16;

    private static readonly SearchValues<string> FilterMarks = Words.Phrases("spam", "extern", "junk", "bulk", "virus", "suspect");

    public static SubjectLine Of(string subject)
    {
        var full = PlainText.Of(Words.Fold(subject, 1_000));
        var rest = full.AsSpan();
        var reply = false;
        var forward = false;
        for (var turn = 0; turn < 8; turn++)
        {
            rest = WithoutMark(WithoutMark(rest));
            var colon = rest[..Math.Min(rest.Length, PrefixLimit)].IndexOf(':');
            if (colon < 1)
            {
                break;
            }

            var prefix = WithoutCount(rest[..colon]).ToString();
            if (!NoticeWords.IsReplyPrefix(prefix) && !NoticeWords.IsForwardPrefix(prefix))
            {
                break;
            }

            reply |= NoticeWords.IsReplyPrefix(prefix);
            forward |= NoticeWords.IsForwardPrefix(prefix);
            rest = rest[(colon + 1)..].TrimStart();
        }

        var whole = new PlainWords(full);
        return new SubjectLine(whole, rest.Length == full.Length ? whole : new PlainWords(rest.ToString()), reply, forward);
    }

    // Filters mark what they take for spam or for foreign: "***SPAM***", "[EXTERNAL]". Other marks say who wrote and stay: a list, a ticket number.
    private static ReadOnlySpan<char> WithoutMark(ReadOnlySpan<char> subject)
    {
        if (subject.StartsWith("*", StringComparison.Ordinal))
        {
            var text = subject.TrimStart('*');
            var end = text.IndexOf('*');
            return end is > 0 and < 24 ? text[end..].TrimStart("* ") : subject;
        }

        var close = subject.StartsWith("[", StringComparison.Ordinal) ? subject[..Math.Min(subject.Length, 24)].IndexOf(']') : -1;
        return close > 0 && subject[..close].ContainsAny(FilterMarks) ? subject[(close + 1)..].TrimStart() : subject;
    }

    private static ReadOnlySpan<char> WithoutCount(ReadOnlySpan<char> prefix)
    {
        var open = prefix.IndexOfAny('[', '(', '^');
        return (open > 0 ? prefix[..open] : prefix).Trim();
    }
}
