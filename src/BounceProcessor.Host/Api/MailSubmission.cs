using System.ComponentModel.DataAnnotations;

using BounceProcessor.Diagnosis;
using BounceProcessor.Sending.Composing;
using BounceProcessor.Sending.Records;

namespace BounceProcessor.Host.Api;

/// <summary>A mail to be sent.</summary>
public sealed record MailSubmission
{
    /// <summary>Code of the user who sends; the mail settings of this user decide how the mail leaves.</summary>
    [Required]
    public string? User { get; init; }

    /// <summary>Another From than the user's e-mail; it must be among the company's sending addresses.</summary>
    public string? From { get; init; }

    /// <summary>The addressees, 1 to 500.</summary>
    [Required]
    public IReadOnlyList<RecipientSubmission?>? Recipients { get; init; }

    /// <summary>The subject; one line.</summary>
    [Required]
    public string? Subject { get; init; }

    /// <summary>Plain text; may be left out when there is html.</summary>
    public string? Text { get; init; }

    /// <summary>HTML; may be left out when there is text. Inline images are named as cid: and their contentId.</summary>
    public string? Html { get; init; }

    /// <summary>Attachments and inline images.</summary>
    public IReadOnlyList<AttachmentSubmission?>? Attachments { get; init; }

    /// <summary>Customer or contact code; it comes back with every event of the mail.</summary>
    public string? Customer { get; init; }

    /// <summary>Source document, such as invoice 1024; it comes back with every event of the mail.</summary>
    public string? Document { get; init; }

    /// <summary>No person wrote it: it is marked as Auto-Submitted: auto-generated (RFC 3834).</summary>
    public bool IsAutomatic { get; init; }

    /// <summary>What the outbox is asked for; parts that are not there are told as faults.</summary>
    /// <param name="company">Whose mail, by the token.</param>
    /// <param name="key">The idempotency key.</param>
    /// <param name="files">Attachments that came as parts of a form.</param>
    /// <param name="faults">What is missing.</param>
    internal MailRequest ToRequest(string company, string? key, IReadOnlyList<MailAttachment> files, List<MailFault> faults)
    {
        Need(User, "user", faults);
        Need(Subject, "subject", faults);
        if (Recipients is null)
        {
            faults.Add(Missing("recipients"));
        }

        return new MailRequest
        {
            Company = company,
            User = User ?? "",
            From = From,
            Recipients = [.. (Recipients ?? []).Select((recipient, at) => RecipientOf(recipient, $"recipients[{at}]", faults))],
            Subject = Subject ?? "",
            Text = Text,
            Html = Html,
            Attachments = [.. (Attachments ?? []).Select((attachment, at) => AttachmentOf(attachment, $"attachments[{at}]", faults)), .. files],
            Customer = Customer,
            Document = Document,
            IsAutomatic = IsAutomatic,
            IdempotencyKey = key,
        };
    }

    private static MailRecipient RecipientOf(RecipientSubmission? recipient, string field, List<MailFault> faults)
    {
        Need(recipient?.Address, $"{field}.address", faults);
        var kind = Codes.Parse<RecipientKind>(recipient?.Kind ?? RecipientKind.To.ToCode());
        if (kind is null)
        {
            faults.Add(new MailFault($"{field}.kind", "kind-unknown", new LocalizedText(
                $"The kind is \"{TextLine.Of(recipient?.Kind ?? "")}\"; write to, cc or bcc.", $"Liik on \"{TextLine.Of(recipient?.Kind ?? "")}\"; kirjutage to, cc või bcc.")));
        }

        return new MailRecipient(kind ?? RecipientKind.To, recipient?.Address ?? "", recipient?.Name);
    }

    private static MailAttachment AttachmentOf(AttachmentSubmission? attachment, string field, List<MailFault> faults)
    {
        Need(attachment?.Name, $"{field}.name", faults);
        if (attachment?.Content is null)
        {
            faults.Add(Missing($"{field}.content"));
        }

        return new MailAttachment(attachment?.Name ?? "", attachment?.ContentType, attachment?.Content ?? [], attachment?.ContentId);
    }

    private static void Need(string? value, string field, List<MailFault> faults)
    {
        if (string.IsNullOrEmpty(value))
        {
            faults.Add(Missing(field));
        }
    }

    /// <summary>A field that is not there.</summary>
    internal static MailFault Missing(string field) => new(field, "missing", new LocalizedText($"{field} is missing; write a value.", $"{field} puudub; kirjutage väärtus."));
}
