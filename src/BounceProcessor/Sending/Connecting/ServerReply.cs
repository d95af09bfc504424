using System.Globalization;

using BounceProcessor.Diagnosis.Smtp;

using MailKit.Net.Smtp;

namespace BounceProcessor.Sending.Connecting;

/// <summary>What an SMTP server answered (RFC 5321, section 4.2).</summary>
/// <param name="Code">Three digits.</param>
/// <param name="EnhancedCode">Such as <c>5.1.1</c> (RFC 3463); <see langword="null"/> when there is none.</param>
/// <param name="Text">Its words on one line, without the codes.</param>
public sealed record ServerReply(int Code, string? EnhancedCode, string Text)
{
    /// <summary>4yz: the same may work later.</summary>
    public bool IsTemporary => Code is >= 400 and < 500;

    /// <summary>5yz: the same will be refused again.</summary>
    public bool IsPermanent => Code is >= 500 and < 600;

    /// <summary>As the server sent it, on one line: <c>550 5.1.1 User unknown</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Code} {EnhancedCode}{(EnhancedCode is null ? "" : " ")}{Text}").TrimEnd();

    internal static ServerReply Of(SmtpResponse response) => Of((int)response.StatusCode, response.Response);

    internal static ServerReply Of(SmtpCommandException refusal) => Of((int)refusal.StatusCode, refusal.Message);

    /// <param name="code">Three digits.</param>
    /// <param name="text">The rest; lines behind the first may repeat the enhanced code.</param>
    internal static ServerReply Of(int code, string text)
    {
        string? enhanced = null;
        var lines = new List<string>();
        foreach (var line in text.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var rest = line;
            if (EnhancedStatusCode.TryReadAt(line, out var status, out var length) && (enhanced is null || enhanced == status.ToString()))
            {
                enhanced = status.ToString();
                rest = line[length..].TrimStart();
            }

            if (rest.Length > 0)
            {
                lines.Add(rest);
            }
        }

        var words = lines.Count == 1 ? lines[0] : string.Join(' ', lines);
        return new ServerReply(code, enhanced, words.Any(char.IsControl) ? string.Concat(words.Select(c => char.IsControl(c) ? ' ' : c)) : words);
    }
}
