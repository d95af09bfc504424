using System.Text;

using BounceProcessor.Diagnosis;
using BounceProcessor.Diagnosis.Reading;

namespace BounceProcessor.Events;

/// <summary>The content of an event: a plain sentence, then the words of the refusing server, then those of the notice.</summary>
internal static class EventSummary
{
    /// <summary>Writes the content.</summary>
    /// <param name="kind">What this event is about.</param>
    /// <param name="reading">The mail.</param>
    /// <param name="recipient">The recipient; <see langword="null"/> for mail about none.</param>
    /// <param name="noticeLimit">Most characters of the notice.</param>
    /// <param name="language"><c>en</c> or <c>et</c>.</param>
    public static string Write(MailKind kind, MailReading reading, RecipientDiagnosis? recipient, int noticeLimit, string language)
    {
        var content = new StringBuilder(Sentence(kind, Subject(kind, reading, recipient, language)).In(language));
        if (recipient?.Verdict is { } verdict)
        {
            content.Append(' ').Append(verdict.Reason.Title.In(language)).Append('.');
        }

        Append(content, recipient?.Recipient.Diagnostic);
        Append(content, reading.Text.Length > noticeLimit ? string.Concat(reading.Text.AsSpan(0, noticeLimit), " …") : reading.Text);
        return content.ToString();
    }

    // Whom or what the sentence is about: the recipient, else who wrote, else the fault.
    private static string Subject(MailKind kind, MailReading reading, RecipientDiagnosis? recipient, string language)
    {
        if (kind == MailKind.Unreadable)
        {
            return Fault(reading.KindEvidence.Sign).In(language);
        }

        return recipient is null or { Recipient.Address: "" } ? reading.Headers.From ?? "?" : recipient.Recipient.Address;
    }

    private static LocalizedText Fault(KindSign sign) => sign switch
    {
        KindSign.Empty => new("it is empty", "see on tühi"),
        KindSign.NoHeader => new("no header was found", "päist ei leitud"),
        _ => new("its bytes are no mail", "baidid ei ole kiri"),
    };

    private static void Append(StringBuilder content, string? part)
    {
        if (!string.IsNullOrEmpty(part))
        {
            content.Append("\n\n").Append(part);
        }
    }

    private static LocalizedText Sentence(MailKind kind, string address) => kind switch
    {
        MailKind.Failure => new($"The mail to {address} was not delivered.", $"Kiri aadressile {address} jäi kohale toimetamata."),
        MailKind.Delay => new($"The mail to {address} is delayed.", $"Kiri aadressile {address} hilineb."),
        MailKind.Relayed => new($"The mail to {address} was passed on to a system that sends no reports.", $"Kiri aadressile {address} anti edasi süsteemile, mis teateid ei saada."),
        MailKind.Delivered => new($"The mail to {address} was delivered.", $"Kiri aadressile {address} on kohale toimetatud."),
        MailKind.Expanded => new($"The mail to {address} was sent on to several addresses.", $"Kiri aadressile {address} saadeti edasi mitmele aadressile."),
        MailKind.AutoReply => new($"{address} answered automatically.", $"{address} saatis automaatvastuse."),
        MailKind.Complaint => new($"A mail was marked as spam ({address}).", $"Kiri märgiti rämpspostiks ({address})."),
        MailKind.Challenge => new($"{address} asks the sender to prove to be a person.", $"{address} palub saatjal tõendada, et ta on inimene."),
        MailKind.Receipt => new($"{address} sent a read receipt.", $"{address} saatis lugemisteate."),
        MailKind.Reply => new($"{address} replied.", $"{address} vastas kirjale."),
        MailKind.Unreadable => new($"The mail could not be read: {address}.", $"Kirja ei saanud lugeda: {address}."),
        _ => new($"A mail from {address}, which is no delivery report.", $"Kiri saatjalt {address}, mis ei ole kohaletoimetamise teade."),
    };
}
