using System.ComponentModel.DataAnnotations;

using BounceProcessor.Diagnosis;
using BounceProcessor.MassMail;
using BounceProcessor.MassMail.Templates;
using BounceProcessor.Sending.Composing;

namespace BounceProcessor.Host.Api;

/// <summary>A mass mail to be made.</summary>
public sealed record MassMailSubmission
{
    /// <summary>Code of the user who sends.</summary>
    [Required]
    public string? User { get; init; }

    /// <summary>What people call it; a line of at most 200 characters.</summary>
    [Required]
    public string? Name { get; init; }

    /// <summary>Another From than the user's e-mail; it must be among the company's sending addresses.</summary>
    public string? From { get; init; }

    /// <summary>The subject, in Liquid: {{ name }} is the value of name of each recipient.</summary>
    [Required]
    public string? Subject { get; init; }

    /// <summary>Plain text, in Liquid; may be left out when there is html.</summary>
    public string? Text { get; init; }

    /// <summary>HTML, in Liquid; may be left out when there is text.</summary>
    public string? Html { get; init; }

    /// <summary>An address or an https link for List-Unsubscribe, in Liquid.</summary>
    public string? Unsubscribe { get; init; }

    /// <summary>No person wrote the letters (invoices): they are marked as Auto-Submitted: auto-generated (RFC 3834).</summary>
    public bool IsAutomatic { get; init; }

    /// <summary>When a second row with the same address is a fault: address-and-document (when it is left out), address, or allow.</summary>
    public string? Duplicates { get; init; }

    /// <summary>At most so many mails a minute, 1 to 100000; as fast as the server takes them when it is left out.</summary>
    public int? RatePerMinute { get; init; }

    /// <summary>
    /// One object a recipient, each value a text: address, and name, customer, document, attachment (names of files with | between them) and whatever
    /// the letter names. Row 1 is the first. Left out when a CSV file comes in the part recipients of a form.
    /// </summary>
    public IReadOnlyList<IReadOnlyDictionary<string, string?>?>? Recipients { get; init; }

    /// <summary>Files that go with every letter; one that the html names as cid: and its name is shown in it.</summary>
    public IReadOnlyList<MassMailFile?>? Attachments { get; init; }

    /// <summary>Files that recipients name in attachment.</summary>
    public IReadOnlyList<MassMailFile?>? RowAttachments { get; init; }

    /// <summary>What mass mail is asked for; parts that are not there are told as faults.</summary>
    /// <param name="caller">Whose.</param>
    /// <param name="faults">What is missing.</param>
    internal NewBatch ToBatch(ApiCaller caller, List<MailFault> faults)
    {
        foreach (var (value, field) in new[] { (User, "user"), (Name, "name"), (Subject, "subject") })
        {
            if (string.IsNullOrEmpty(value))
            {
                faults.Add(MailSubmission.Missing(field));
            }
        }

        var duplicates = Codes.Parse<DuplicateRule>(Duplicates ?? DuplicateRule.AddressAndDocument.ToCode());
        if (duplicates is null)
        {
            var (shown, known) = (TextLine.Of(Duplicates ?? ""), string.Join(", ", Codes.All<DuplicateRule>()));
            faults.Add(new MailFault("duplicates", "duplicates-unknown", new LocalizedText(
                $"duplicates is \"{shown}\"; write one of {known}.", $"duplicates on \"{shown}\"; kirjutage üks neist: {known}.")));
        }

        return new NewBatch
        {
            Company = caller.Company,
            User = User ?? "",
            Name = Name ?? "",
            Letter = new LetterSource(Subject ?? "", Text, Html, Unsubscribe),
            From = From,
            IsAutomatic = IsAutomatic,
            Duplicates = duplicates ?? DuplicateRule.AddressAndDocument,
            RatePerMinute = RatePerMinute,
            CreatedBy = caller.By,
        };
    }
}
