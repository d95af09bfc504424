using System.Text;
using BounceProcessor.Diagnosis.Reading.Formats;
using BounceProcessor.Diagnosis.Reading.Wording;
using BounceProcessor.Diagnosis.Smtp;

namespace BounceProcessor.Diagnosis.Reading;

/// <summary>The human-readable part of a possible report, as lines, without the mail it returns.</summary>
internal sealed class Notice
{
    private const int LineLimit = 600;

    private const int LineLength = 2_000;

    private PlainWords? _plain;

    private SubjectLine? _heading;

    private PlainWords? _own;

    private List<RecipientBlock>? _blocks;

    private bool? _quotesRefusal;

    private Notice(MailParts mail, List<string> lines, string returned, string full)
    {
        Mail = mail;
        Lines = lines;
        Returned = returned;
        Text = full;
        Folded = Words.Fold(string.Join('\n', lines));
        Subject = mail.Headers.Value("Subject") ?? "";
        From = mail.Headers.Address("From") ?? "";
    }

    public MailParts Mail { get; }

    /// <summary>The notice's own lines, ends trimmed.</summary>
    public IReadOnlyList<string> Lines { get; }

    /// <summary>What follows them: the returned mail, as text. Empty when it is attached or left out.</summary>
    public string Returned { get; }

    /// <summary>All of the text part.</summary>
    public string Text { get; }

    /// <summary>The notice's own words with white space folded.</summary>
    public string Folded { get; }

    public string Subject { get; }

    public string From { get; }

    /// <summary>The notice's own words as phrases are compared.</summary>
    public PlainWords Plain => _plain ??= new PlainWords(PlainText.Of(Folded));

    /// <summary>The subject without "Re:", "Fwd:" and the like.</summary>
    public SubjectLine Heading => _heading ??= SubjectLine.Of(Subject);

    /// <summary>As <see cref="Plain"/>, without what the writer quotes or passes on.</summary>
    public PlainWords Own
    {
        get
        {
            if (_own is null)
            {
                // A phrase in a line is one in the whole, unless that was cut.
                var own = OwnWords.Lines(Lines, Folded.Length >= Words.Limit - 1 || Plain.Has(WordFamily.Quotes));
                _own = own.Count == Lines.Count ? Plain : new PlainWords(PlainText.Of(Words.Fold(string.Join('\n', own))));
            }

            return _own;
        }
    }

    /// <summary>The addresses that stand apart in the notice's own lines, with the words about them.</summary>
    public List<RecipientBlock> Blocks => _blocks ??= RecipientBlocks.Find(Lines);

    /// <summary>An address stands apart with a reply code or an enhanced status beside it: a server's refusal.</summary>
    public bool QuotesRefusal => _quotesRefusal ??= Blocks.Any(block =>
        block.Strong && (RecipientBlocks.HasReplyCode(block.Text) || EnhancedStatusCode.Find(block.Text) is not null));

    /// <summary>The words stand in the notice's own lines.</summary>
    public bool Says(string words) => Folded.Contains(words, StringComparison.OrdinalIgnoreCase);

    /// <summary>The lines from that one on; no more of them than a recipient's text can hold.</summary>
    public string TextFrom(int line) => TextBetween(line, Lines.Count);

    /// <summary>The lines from that one to before the other, cut likewise.</summary>
    public string TextBetween(int line, int end)
    {
        var text = new StringBuilder();
        for (; line < end && text.Length < 2 * Words.Limit; line++)
        {
            text.Append(Lines[line]).Append('\n');
        }

        return text.ToString().Trim();
    }

    public static Notice Of(MailParts mail)
    {
        var text = HumanText(mail);
        var lines = new List<string>();
        var cut = text.Length;
        var at = 0;
        foreach (var range in text.AsSpan().Split('\n'))
        {
            if (lines.Count >= LineLimit)
            {
                cut = at;
                break;
            }

            var line = text.AsSpan()[range].TrimEnd();
            at = range.Start.GetOffset(text.Length);
            if (lines.Count > 0 && (AnnouncesReturned(line) || (IsHeader(line) && BeginsHeaders(text.AsSpan(at)))))
            {
                cut = at;
                break;
            }

            lines.Add(line.Length > LineLength ? line[..LineLength].ToString() : line.ToString());
        }

        return new Notice(mail, lines, text[cut..], text);
    }

    // The first text of the mail itself; several texts in front of the returned mail belong together (Office 365 and Zoho split them).
    private static string HumanText(MailParts mail)
    {
        var texts = new List<string>();
        var length = 0;
        var plain = mail.Parts.Any(part => part is { MessageDepth: 0, MediaType: "text/plain" } && !part.Content.Span.Trim("\r\n \t"u8).IsEmpty);
        foreach (var part in mail.Parts)
        {
            if (part.MessageDepth > 0 || part.IsReturnedMessage || length > 64_000)
            {
                break;
            }

            if (part.IsText && (part.MediaType != "text/html" || !plain) && part.MediaType is not ("text/calendar" or "text/css"))
            {
                var text = part.Text();
                texts.Add(text.Length > 256_000 ? text[..256_000] : text);
                length += text.Length;
            }
        }

        return string.Join('\n', texts).Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n');
    }

    private static bool AnnouncesReturned(ReadOnlySpan<char> line) =>
        line.Length is >= 8 and <= 120 && IsSetOff(line.Trim()) && NoticeWords.Has(WordFamily.Returned, line) && !line.Contains("not receive", StringComparison.OrdinalIgnoreCase);

    // "The original message was received at …" opens a sendmail notice; a heading is set off or ends the sentence.
    private static bool IsSetOff(ReadOnlySpan<char> line) => line.Length > 0
        && (line[0] is '-' or '=' or '*' or '|' or '#' or '_' or '<'
            || line[^1] is ':' or '\uFF1A' or '-' or '=' or '*'
            || (line[^1] is '.' && (line.EndsWith("follows.", StringComparison.OrdinalIgnoreCase)
                || line.EndsWith("follow.", StringComparison.OrdinalIgnoreCase)
                || line.EndsWith("following.", StringComparison.OrdinalIgnoreCase))));

    private static bool IsHeader(ReadOnlySpan<char> line) =>
        line.StartsWith("Received:", StringComparison.OrdinalIgnoreCase) || line.StartsWith("Return-Path:", StringComparison.OrdinalIgnoreCase)
        || line.StartsWith("DKIM-Signature:", StringComparison.OrdinalIgnoreCase) || line.StartsWith("X-Received:", StringComparison.OrdinalIgnoreCase)
        || line.StartsWith("Message-ID:", StringComparison.OrdinalIgnoreCase) || line.StartsWith("MIME-Version:", StringComparison.OrdinalIgnoreCase);

    // Two more header-like lines below: a returned mail begins here without an announcement.
    private static bool BeginsHeaders(ReadOnlySpan<char> text)
    {
        var headers = 0;
        var seen = 0;
        foreach (var line in text.EnumerateLines())
        {
            if (seen++ == 12 || line.IsWhiteSpace())
            {
                break;
            }

            var colon = line.IndexOf(':');
            headers += colon is > 1 and < 40 && line[..colon].IndexOfAny(" \t<>@") < 0 ? 1 : 0;
        }

        return headers >= 3;
    }
}
