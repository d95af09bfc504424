using BounceProcessor.Diagnosis.Reading.Formats;
using BounceProcessor.Diagnosis.Smtp;

namespace BounceProcessor.Diagnosis.Reading;

/// <summary>The recipients of an RFC 3464 report: its fields, completed from the words beside them.</summary>
internal static class StatusReport
{
    private const int PartLimit = 100;

    /// <returns><see langword="null"/> when the mail has no delivery status that says anything.</returns>
    public static (DeliveryStatus Status, List<ReportedRecipient> Recipients, string Found)? Read(MailParts mail, Notice notice)
    {
        foreach (var (text, found) in Candidates(mail, notice))
        {
            var status = DeliveryStatusReader.Read(text);
            var recipients = Recipients(status, notice);
            if (recipients.Count > 0)
            {
                return (status, recipients, found);
            }
        }

        return null;
    }

    /// <summary>Where fields may stand, best first: a delivery-status part, the notice's own text, any part of an outer or forwarded report.</summary>
    private static IEnumerable<(string Text, string Found)> Candidates(MailParts mail, Notice notice)
    {
        // Some gateways write a part for each recipient.
        var parts = mail.Parts.Where(part => part.IsDeliveryStatus && part.MessageDepth == 0).Take(PartLimit).ToList();
        if (parts.Count > 0)
        {
            yield return (string.Join("\n\n", parts.Select(part => TextDecoding.Decode(part.Decoded().Span, "utf-8"))), parts[0].MediaType);
        }

        if (HasFields(notice.Text))
        {
            yield return (string.Join('\n', notice.Lines), "text/plain");
            yield return (notice.Text, "text/plain");
        }

        foreach (var part in mail.Parts)
        {
            if (part.MessageDepth is 1 or 2 && part.IsDeliveryStatus)
            {
                yield return (TextDecoding.Decode(part.Decoded().Span, "utf-8"), "message/rfc822");
            }
            else if (part is { MessageDepth: 0, IsDeliveryStatus: false, IsReturnedMessage: false } && part.MediaType != "text/plain" && Looks(part))
            {
                yield return (part.Text(), "fields in a " + part.MediaType);
            }
        }
    }

    private static bool Looks(MailPart part) => part.Content.Length < 256 * 1024 && HasFields(part.Text());

    private static bool HasFields(string text) =>
        text.Contains("Final-Recipient", StringComparison.OrdinalIgnoreCase) || text.Contains("Original-Recipient", StringComparison.OrdinalIgnoreCase);

    private static List<ReportedRecipient> Recipients(DeliveryStatus status, Notice notice)
    {
        var transcript = SendmailTranscript.Of(notice);
        var failed = status.Recipients.Count(group => Action(group, notice) is RecipientAction.Failed or RecipientAction.Delayed);
        var recipients = new List<ReportedRecipient>(status.Recipients.Count);
        var known = new Dictionary<string, int>(StringComparer.Ordinal);
        var expanded = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);
        foreach (var group in status.Recipients)
        {
            var recipient = Recipient(group, new Beside(notice, transcript, failed == 1)) is { } read ? Expanded(read, notice.Blocks, expanded) : null;
            if (recipient is null)
            {
                continue;
            }

            var key = $"{recipient.Address} {recipient.FinalRecipient}".ToLowerInvariant();
            if (recipient.Address.Length == 0 || known.TryAdd(key, recipients.Count))
            {
                recipients.Add(recipient);
            }
            else if (recipients[known[key]].Diagnostic is null && recipient.Diagnostic is not null)
            {
                recipients[known[key]] = recipient;
            }
        }

        return recipients;
    }

    // What else the mail says beside the fields. Alone: of nobody else.
    private readonly record struct Beside(Notice Notice, SendmailTranscript? Transcript, bool Alone);

    private static ReportedRecipient? Recipient(StatusGroup group, Beside beside)
    {
        var (notice, transcript, alone) = beside;
        var blocks = notice.Blocks;
        var final = Address(group["Final-Recipient"]) ?? Address(group["X-Actual-Recipient"]);
        var original = Address(group["Original-Recipient"]) is { } sent ? Addresses.FromXtext(sent) : null;
        var action = Action(group, notice);
        if (final is null && original is null)
        {
            // Some name the recipient in the diagnostic or the notice only.
            if (!group.Has("Action") && !group.Has("Status"))
            {
                return null;
            }

            final = Addresses.First(group["Diagnostic-Code"]) ?? (blocks.Count > 0 ? blocks[0].Address : null)
                ?? Addresses.First(notice.Mail.Headers.Value("X-Failed-Recipients"));
        }

        var (type, diagnostic) = Diagnostic(group);
        var better = transcript?.Better(diagnostic, final ?? original, alone);
        diagnostic = better?.Text ?? diagnostic;
        var words = blocks.FindAll(block => Same(block.Address, final) || Same(block.Address, original));
        var text = words.Count > 0 ? string.Join('\n', words.Select(block => block.Text)) : "";
        original ??= words.Select(block => block.GeneratedFrom).FirstOrDefault(from => from is not null);
        var said = Words.FoldReply(text);
        var noticeText = alone ? Words.Join(said, notice.Folded) : said.Length > 0 ? said : null;
        var folded = diagnostic is null ? null : Words.FoldReply(diagnostic);
        var expired = (folded is not null && RefusalWords.SayExpired(folded)) || (noticeText is not null && RefusalWords.SayExpired(noticeText));
        return new ReportedRecipient
        {
            Address = original ?? final ?? "",
            OriginalRecipient = original,
            FinalRecipient = final,
            Action = action == RecipientAction.Delayed && Expires(folded, noticeText) ? RecipientAction.Failed : action,
            Status = EnhancedStatusCode.Parse(group["Status"]),
            Diagnostic = string.IsNullOrEmpty(folded) ? null : folded,
            DiagnosticType = type,
            RemoteMta = HostWords.Find(folded ?? "") is { } named && folded is not null && folded.Contains("said", StringComparison.OrdinalIgnoreCase)
                ? named
                : RefusalWords.Mta(group["Remote-MTA"]) ?? HostWords.Find(Words.Join(folded ?? "", noticeText ?? "")),
            Stage = better is { AtMail: true } ? "MAIL" : RefusalWords.Stage(Words.Join(folded ?? "", said)),
            QueueExpired = expired && action != RecipientAction.Delayed || Expires(folded, noticeText),
            NoticeText = string.IsNullOrEmpty(noticeText) ? null : noticeText,
        };
    }

    // Exim's status names the alias that was mailed, once for each target; its words name the targets.
    private static ReportedRecipient Expanded(ReportedRecipient recipient, List<RecipientBlock> blocks, Dictionary<string, int> expanded)
    {
        if (recipient.FinalRecipient is not { } alias || recipient.OriginalRecipient is not null)
        {
            return recipient;
        }

        var targets = blocks.FindAll(block => Same(alias, block.GeneratedFrom));
        if (targets.Count == 0)
        {
            return recipient;
        }

        // The groups may come in another order than the words: a group whose reply stands at one target is about that one.
        var turn = expanded.GetValueOrDefault(alias);
        expanded[alias] = turn + 1;
        var target = targets.Find(block => recipient.Diagnostic is { } said && Words.FoldReply(block.Text).Contains(said, StringComparison.OrdinalIgnoreCase))
            ?? targets[Math.Min(turn, targets.Count - 1)];
        return recipient with { OriginalRecipient = alias, FinalRecipient = target.Address, NoticeText = Words.FoldReply(target.Text) };
    }

    // OpenSMTPD reports the end of its queue as "Action: delayed" with "Envelope expired".
    private static bool Expires(string? diagnostic, string? notice) =>
        (diagnostic ?? notice ?? "").Contains("envelope expired", StringComparison.OrdinalIgnoreCase)
        || (notice ?? "").Contains("envelope expired", StringComparison.OrdinalIgnoreCase);

    private static bool Same(string address, string? other) => address.Equals(other, StringComparison.OrdinalIgnoreCase);

    private static string? Address(string? field) => field is null ? null : Addresses.FromField(field);

    private static (string? Type, string? Text) Diagnostic(StatusGroup group)
    {
        var value = group["Diagnostic-Code"] ?? group["X-Supplementary-Info"];
        if (string.IsNullOrWhiteSpace(value))
        {
            return (null, null);
        }

        var separator = value.IndexOf(';', StringComparison.Ordinal);
        if (separator is < 1 or > 20 || value.AsSpan(0, separator).Trim().ContainsAnyExcept(TypeLetters))
        {
            return (null, value);
        }

        return (value[..separator].Trim().ToLowerInvariant(), value[(separator + 1)..].Trim());
    }

    private static readonly System.Buffers.SearchValues<char> TypeLetters =
        System.Buffers.SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_");

    private static RecipientAction Action(StatusGroup group, Notice notice)
    {
        var value = (group["Action"] ?? "").TrimStart().ToLowerInvariant();
        if (value.StartsWith("fail", StringComparison.Ordinal) || value.StartsWith("expired", StringComparison.Ordinal))
        {
            return RecipientAction.Failed;
        }

        if (value.StartsWith("delay", StringComparison.Ordinal))
        {
            return RecipientAction.Delayed;
        }

        if (value.StartsWith("relay", StringComparison.Ordinal))
        {
            return RecipientAction.Relayed;
        }

        if (value.StartsWith("expand", StringComparison.Ordinal))
        {
            return RecipientAction.Expanded;
        }

        if (value.StartsWith("delivered", StringComparison.Ordinal))
        {
            return RecipientAction.Delivered;
        }

        return EnhancedStatusCode.Parse(group["Status"])?.Class switch
        {
            2 => RecipientAction.Delivered,
            4 when PlainNotice.IsDelay(notice) => RecipientAction.Delayed,
            _ => RecipientAction.Failed,
        };
    }
}
