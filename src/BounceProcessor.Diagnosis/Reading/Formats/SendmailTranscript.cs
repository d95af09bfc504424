using System.Text;

using BounceProcessor.Diagnosis.Smtp;

namespace BounceProcessor.Diagnosis.Reading.Formats;

/// <summary>The SMTP dialogue that sendmail puts into its notices; it has the whole reply where the Diagnostic-Code has a line of it, or the wrong one.</summary>
internal sealed class SendmailTranscript
{
    // Answers to what was sent after the refusal, not the refusal.
    private static readonly System.Buffers.SearchValues<string> Consequences =
        Words.Phrases("no valid recipients", "need rcpt", "no recipients", "valid rcpt", "no valid rcpt", "rcpt first");

    private const int MostReplies = 100;

    private const int OutputLimit = 2_000;

    private readonly List<(string Text, bool AtMail)> _replies = [];
    private readonly Dictionary<string, string> _about = new(StringComparer.OrdinalIgnoreCase);
    private readonly StringBuilder _output = new();
    private bool _answered;
    private string? _last;

    private SendmailTranscript()
    {
    }

    /// <returns><see langword="null"/> when the notice has no transcript.</returns>
    public static SendmailTranscript? Of(Notice notice)
    {
        if (!notice.Says("transcript of session"))
        {
            return null;
        }

        var transcript = new SendmailTranscript();
        var command = "";
        var inside = false;
        foreach (var raw in notice.Lines)
        {
            var line = raw.AsSpan().Trim();
            if (!inside || line.Length < 4)
            {
                inside |= line.Contains("transcript of session", StringComparison.OrdinalIgnoreCase);
                continue;
            }

            if (line.StartsWith(">>>"))
            {
                command = line[3..].Trim().ToString();
            }
            else if (line.StartsWith("<<<"))
            {
                transcript.AddReplyLine(line[3..].Trim(), command);
            }
            else
            {
                transcript.AddConclusion(line);
            }
        }

        return transcript;
    }

    /// <summary>What was really answered.</summary>
    /// <param name="diagnostic">The Diagnostic-Code without its type.</param>
    /// <param name="address">The recipient.</param>
    /// <param name="alone">The notice is about nobody else.</param>
    /// <returns>The whole reply and whether it answered MAIL FROM; <see langword="null"/> when the transcript knows nothing better.</returns>
    public (string Text, bool AtMail)? Better(string? diagnostic, string? address, bool alone)
    {
        var first = diagnostic.AsSpan().Trim();
        if (SmtpReply.Find(first) is null || first.ContainsAny(Consequences))
        {
            var concluded = address is not null && _about.TryGetValue(address, out var about) ? about : alone ? _last : null;
            return concluded is null ? null : Whole(concluded) ?? (concluded, false);
        }

        return Whole(first);
    }

    // The reply one of whose lines the words quote. Lines are cut at the same width everywhere, so a beginning is enough.
    private (string Text, bool AtMail)? Whole(ReadOnlySpan<char> words)
    {
        foreach (var reply in _replies)
        {
            var line = reply.Text.AsSpan();
            var end = line.IndexOf('\n');
            line = end < 0 ? line : line[..end];
            if (words.Contains(line, StringComparison.OrdinalIgnoreCase) || (words.Length > 20 && line.StartsWith(words, StringComparison.OrdinalIgnoreCase)))
            {
                return reply;
            }
        }

        return null;
    }

    private void AddReplyLine(ReadOnlySpan<char> line, string command)
    {
        if (line.Length < 4 || line[0] is not ('4' or '5') || line.ContainsAny(Consequences) || command.StartsWith("QUIT", StringComparison.OrdinalIgnoreCase))
        {
            return;
        }

        _answered = true;
        _output.Clear();
        var atMail = command.StartsWith("MAIL", StringComparison.OrdinalIgnoreCase);
        if (_replies.Count > 0 && Continues(_replies[^1].Text, line))
        {
            _replies[^1] = ($"{_replies[^1].Text}\n{line}", atMail);
        }
        else if (_replies.Count < MostReplies)
        {
            _replies.Add((line.ToString(), atMail));
        }
    }

    private static bool Continues(string reply, ReadOnlySpan<char> line)
    {
        var last = reply.AsSpan(reply.LastIndexOf('\n') + 1);
        return last.Length > 3 && last[3] == '-' && line.StartsWith(last[..3]);
    }

    // "550 5.1.1 <user@example.com>... User unknown", "<user@example.com>... Deferred: 450 busy", "554 5.3.0 unknown mailer error 255": sendmail's own words
    // for the reply before, or for what a local program printed.
    private void AddConclusion(ReadOnlySpan<char> line)
    {
        var dots = line.IndexOf("...");
        var address = dots > 0 ? Addresses.First(line[..dots].ToString()) : null;
        var isReply = line[0] is '4' or '5' && SmtpReply.Find(line) is { Start: 0 };
        if (!isReply && address is null)
        {
            if (dots != 0 && _output.Length < OutputLimit)
            {
                _output.Append(line).Append('\n');
            }

            return;
        }

        _last = _answered && _replies.Count > 0 ? _replies[^1].Text : $"{_output}{(isReply ? line : line[(dots + 3)..].Trim())}";
        _answered = false;
        _output.Clear();
        if (address is not null)
        {
            _about[address] = _last;
        }
    }
}
