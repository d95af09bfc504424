namespace BounceProcessor.Sending.Connecting;

/// <summary>Finds the number a server gave a mail in its reply to the end of it.</summary>
internal static class QueueIds
{
    private const int Longest = 100;

    // Postfix; Exim; Sendmail ends with it; Exchange.
    private static readonly string[] Marks = ["queued as ", "id=", "InternalId="];

    /// <returns><see langword="null"/> when the reply names none.</returns>
    public static string? In(ServerReply reply)
    {
        foreach (var mark in Marks)
        {
            var at = reply.Text.IndexOf(mark, StringComparison.OrdinalIgnoreCase);
            if (at >= 0)
            {
                var rest = reply.Text.AsSpan(at + mark.Length).TrimStart('<');
                var id = rest[..Math.Min(LengthOf(rest), Longest)].TrimEnd('.');
                return id.Length > 0 ? id.ToString() : null;
            }
        }

        // Gmail: "OK 1700000000 a1b2c3-20020a170902d48300b001 - gsmtp"; Sendmail: "3ANBxyz012345 Message accepted for delivery".
        var words = reply.Text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return words is [_, _, var google, "-", "gsmtp"] ? google
            : words is [var sendmail, "Message", "accepted", ..] ? sendmail
            : null;
    }

    private static int LengthOf(ReadOnlySpan<char> text)
    {
        var length = 0;
        while (length < text.Length && (char.IsAsciiLetterOrDigit(text[length]) || text[length] is '-' or '_' or '.' or '@'))
        {
            length++;
        }

        return length;
    }
}
