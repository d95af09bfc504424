using System.Text;

namespace BounceProcessor.Diagnosis.Reading;

/// <summary>Finds the mail that failed: as an attached message, as headers alone, encoded though it may not be, or as text below the notice.</summary>
internal static class OriginalMessageFinder
{
    private const int HeaderLimit = 32 * 1024;

    private const int Tries = 20;

    public static OriginalMessage? Find(MailParts mail, Notice notice, ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        var found = Returned(mail, notice, bytes, cancellationToken);
        var messageId = found?.MessageId ?? mail.Headers.Answered();
        var token = EnvelopeTag.Find(mail, found);
        return found is null && messageId is null && token is null ? null : (found ?? new OriginalMessage()) with { MessageId = messageId, Token = token };
    }

    private static OriginalMessage? Returned(MailParts mail, Notice notice, ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        foreach (var part in mail.Parts)
        {
            if (part is { MessageDepth: >= 1, Message: { } headers } && !IsReport(headers) && Of(headers) is { } attached)
            {
                return attached;
            }

            if (part.IsReturnedMessage && Parse(part.Decoded(), cancellationToken) is { } returned)
            {
                return returned;
            }
        }

        return FromText(notice.Returned, cancellationToken) ?? FromBytes(bytes, mail, cancellationToken);
    }

    // A forwarded report is not the mail that failed; the one inside it is.
    private static bool IsReport(HeaderBlock headers) =>
        headers.Value("Content-Type")?.StartsWith("multipart/report", StringComparison.OrdinalIgnoreCase) == true;

    private static OriginalMessage? FromText(string text, CancellationToken cancellationToken)
    {
        var from = 0;
        for (var tries = 0; tries < Tries && from < text.Length; tries++)
        {
            var end = text.IndexOf('\n', from);
            var line = text.AsSpan(from, (end < 0 ? text.Length : end) - from).TrimStart("> \t");
            if (LooksLikeHeader(line))
            {
                var block = Unquoted(text.AsSpan(from, Math.Min(HeaderLimit, text.Length - from)));
                if (Parse(Encoding.UTF8.GetBytes(block), cancellationToken) is { } found)
                {
                    return found;
                }
            }

            if (end < 0)
            {
                break;
            }

            from = end + 1;
        }

        return null;
    }

    // The last resort: the second Message-ID line of the bytes with the header lines around it.
    private static OriginalMessage? FromBytes(ReadOnlyMemory<byte> bytes, MailParts mail, CancellationToken cancellationToken)
    {
        var own = mail.Headers.MessageId();
        var span = bytes.Span;
        var at = RawBytes.HeadersEnd(span);
        var tries = 0;
        while (at < span.Length && tries < Tries)
        {
            var line = span[at..];
            var end = line.IndexOf((byte)'\n');
            line = end < 0 ? line : line[..end];
            if (line.Length > 12 && Ascii.EqualsIgnoreCase(line[..11], "message-id:"u8))
            {
                tries++;
                var begin = BlockBegin(span, at);
                var found = Parse(bytes.Slice(begin, Math.Min(HeaderLimit, bytes.Length - begin)), cancellationToken);
                if (found?.MessageId is not null && found.MessageId != own)
                {
                    return found;
                }
            }

            if (end < 0)
            {
                break;
            }

            at += end + 1;
        }

        return null;
    }

    private static int BlockBegin(ReadOnlySpan<byte> bytes, int at)
    {
        var head = bytes[Math.Max(0, at - 16_384)..at];
        var lf = head.LastIndexOf("\n\n"u8);
        var crlf = head.LastIndexOf("\r\n\r\n"u8);
        var begin = Math.Max(0, Math.Max(lf < 0 ? -1 : lf + 2, crlf < 0 ? -1 : crlf + 4));
        if (head[begin..].StartsWith("--"u8) && head[begin..].IndexOf((byte)'\n') is >= 0 and var end)
        {
            // The returned mail put behind a boundary without headers of its own.
            begin += end + 1;
        }

        return at - head.Length + begin;
    }

    private static bool LooksLikeHeader(ReadOnlySpan<char> line)
    {
        var colon = line.IndexOf(':');
        return colon is > 1 and < 60 && line[..colon].IndexOfAny(" \t@<") < 0 && char.IsAsciiLetter(line[0]);
    }

    // Quoted or indented returned headers: the same mark stands before every line.
    private static string Unquoted(ReadOnlySpan<char> text)
    {
        var mark = 0;
        while (mark < text.Length && text[mark] is ' ' or '\t' or '>')
        {
            mark++;
        }

        var block = new StringBuilder(text.Length);
        foreach (var line in text.EnumerateLines())
        {
            block.Append(line.Length >= mark ? line[mark..] : line.TrimStart()).Append('\n');
        }

        return block.ToString();
    }

    private static OriginalMessage? Parse(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        var trimmed = bytes[..Math.Min(bytes.Length, HeaderLimit)];
        while (trimmed.Length > 0 && trimmed.Span[0] is (byte)'\r' or (byte)'\n' or (byte)' ' or (byte)'\t')
        {
            trimmed = trimmed[1..];
        }

        return trimmed.IsEmpty ? null : Of(HeaderReader.Read(trimmed, cancellationToken));
    }

    private static OriginalMessage? Of(HeaderBlock headers)
    {
        var original = new OriginalMessage
        {
            MessageId = headers.MessageId(),
            HeaderToken = HeaderToken(headers),
            From = headers.Address("From"),
            To = Short(headers.Value("To")),
            ReplyTo = headers.Address("Reply-To"),
            ReturnPath = headers.Address("Return-Path"),
            Subject = Short(headers.Value("Subject")),
            Date = headers.Date(),
        };
        return original is { MessageId: null, HeaderToken: null, From: null, To: null, Subject: null } ? null : original;
    }

    private static string? HeaderToken(HeaderBlock headers) =>
        headers.Value(OriginalMessage.TokenHeader)?.Trim() is { Length: > 0 and <= EnvelopeTag.Longest } token ? token.ToLowerInvariant() : null;

    private static string? Short(string? value)
    {
        var folded = value is null ? "" : Words.Fold(value, 1_000);
        return folded.Length == 0 ? null : folded;
    }
}
