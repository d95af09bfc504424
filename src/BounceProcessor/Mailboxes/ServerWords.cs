using MailKit.Net.Imap;

namespace BounceProcessor.Mailboxes;

/// <summary>What a server said, as part of a one-line message.</summary>
internal static class ServerWords
{
    private const int Longest = 300;

    /// <summary>Text from outside without line ends and control characters, cut to 300 characters.</summary>
    public static string OneLine(string text)
    {
        var line = string.Concat(text.Trim().Select(c => char.IsControl(c) ? ' ' : c));
        return line.Length <= Longest ? line : line[..Longest] + "…";
    }

    /// <summary>The server's answer where there is one, else what went wrong.</summary>
    public static string Of(Exception exception)
    {
        for (var cause = exception; cause is not null; cause = cause.InnerException)
        {
            if (cause is ImapCommandException answer)
            {
                return OneLine($"{answer.Response.ToString().ToUpperInvariant()} {answer.ResponseText}");
            }
        }

        return OneLine(exception.Message);
    }
}
