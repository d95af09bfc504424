using BounceProcessor.Diagnosis;

namespace BounceProcessor.Sending.Connecting;

/// <summary>What answers at a port, by its first words.</summary>
internal static class PortKind
{
    private static readonly (string Start, string Name)[] Others =
    [
        ("* OK", "IMAP"), ("* PREAUTH", "IMAP"), ("+OK", "POP3"), ("HTTP/", "HTTP"), ("<html", "HTTP"), ("<!DOCTYPE", "HTTP"), ("SSH-", "SSH"),
    ];

    /// <summary>Whether these are the first words of an SMTP server, glad to see us or not.</summary>
    public static bool IsSmtp(string words) => words.Length >= 3 && words[0] is '2' or '4' or '5' && char.IsAsciiDigit(words[1]) && char.IsAsciiDigit(words[2]);

    /// <summary>The protocol it speaks instead; <see langword="null"/> when that cannot be told.</summary>
    public static string? Other(string words) => Others.FirstOrDefault(other => words.StartsWith(other.Start, StringComparison.OrdinalIgnoreCase)).Name;

    /// <summary>What is wrong with a port that speaks something else.</summary>
    public static LocalizedText NotSmtp(string server, string words) => Other(words) is { } other
        ? new($"{server} speaks {other}, not SMTP (\"{words}\")", $"{server} räägib {other}-i, mitte SMTP-d (\"{words}\")")
        : new($"{server} did not greet as a mail server (\"{words}\")", $"{server} ei tervitanud nagu meiliserver (\"{words}\")");
}
