using MailKit.Net.Imap;

namespace BounceProcessor.Mailboxes;

/// <summary>What a server said, as part of a one-line message.</summary>
internal static class ServerWords
{
    /// <inheritdoc cref="TextLine.Of"/>
    public static string OneLine(string text) => TextLine.Of(text);

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
