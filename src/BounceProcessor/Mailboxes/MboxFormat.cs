using System.Globalization;
using System.Text;

namespace BounceProcessor.Mailboxes;

/// <summary>
/// How an mbox file is taken apart. There is no one standard: mails are separated by a <c>From_</c> line after an empty line (RFC 4155),
/// and lines of the mails that begin with <c>From </c> are quoted with <c>&gt;</c>, or not at all. What is decided here:
/// a separator must carry a date, so that a sentence beginning with "From" never splits a mail; <c>Content-Length</c> is ignored, as it is wrong
/// after any edit; and one <c>&gt;</c> is taken from each line <c>&gt;From </c>, <c>&gt;&gt;From </c> and so on (the "mboxrd" rule), so that a mail has
/// the bytes, and with them the identity, that it had on the wire.
/// </summary>
internal static class MboxFormat
{
    /// <summary>No separator is longer than this.</summary>
    public const int LongestSeparator = 512;

    private static readonly string[] Weekdays = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
    private static readonly string[] Months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

    private static ReadOnlySpan<byte> FromWord => "From "u8;

    /// <summary>Whether a line without its end is <c>From sender Thu Nov 12 08:15:30 2026</c>, with a zone or "remote from" where writers put them.</summary>
    public static bool IsSeparator(ReadOnlySpan<byte> line)
    {
        if (!line.StartsWith(FromWord) || line.Length > LongestSeparator)
        {
            return false;
        }

        var words = Encoding.Latin1.GetString(line).Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        for (var at = 1; at + 4 < words.Length; at++)
        {
            if (Weekdays.Contains(words[at]) && IsDate(words.AsSpan(at + 1)))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Takes one <c>&gt;</c> from each quoted line, in place.</summary>
    /// <returns>The part of the array that holds the mail.</returns>
    public static Memory<byte> Unquote(byte[] mail)
    {
        var written = 0;
        for (var at = 0; at < mail.Length;)
        {
            var feed = mail.AsSpan(at).IndexOf((byte)'\n');
            var end = feed < 0 ? mail.Length : at + feed + 1;
            var from = IsQuoted(mail.AsSpan(at, end - at)) ? at + 1 : at;
            mail.AsSpan(from, end - from).CopyTo(mail.AsSpan(written));
            written += end - from;
            at = end;
        }

        return mail.AsMemory(0, written);
    }

    private static bool IsQuoted(ReadOnlySpan<byte> line)
    {
        var quotes = line.IndexOfAnyExcept((byte)'>');
        return quotes > 0 && line[quotes..].StartsWith(FromWord);
    }

    private static bool IsDate(ReadOnlySpan<string> words) =>
        Months.Contains(words[0])
        && int.TryParse(words[1], NumberStyles.None, CultureInfo.InvariantCulture, out var day) && day is >= 1 and <= 31
        && IsTime(words[2])
        && (IsYear(words[3]) || (words.Length > 4 && IsYear(words[4])) || (words.Length > 5 && IsYear(words[5])));

    private static bool IsTime(string word) =>
        word.Length is >= 4 and <= 8 && word.Contains(':', StringComparison.Ordinal) && word.All(c => char.IsAsciiDigit(c) || c == ':');

    private static bool IsYear(string word) => word.Length == 4 && word.All(char.IsAsciiDigit);
}
