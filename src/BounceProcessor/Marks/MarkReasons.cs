using BounceProcessor.Diagnosis;
using BounceProcessor.Diagnosis.Reasons;

namespace BounceProcessor.Marks;

/// <summary>Why an address is marked, in words for people.</summary>
internal static class MarkReasons
{
    /// <summary>The title of the bounce's reason; without one what the mark is.</summary>
    public static LocalizedText Of(AddressMark mark) => RuleBook.Embedded.Reason(mark.Reason ?? "")?.Title ?? Codes.Parse<MarkKind>(mark.MarkKind) switch
    {
        MarkKind.Complaint => new("its owner complained", "omanik kaebas"),
        MarkKind.Corrected => new("another address was given for it", "selle asemele anti teine aadress"),
        MarkKind.ByHand => new("marked by hand", "käsitsi lisatud"),
        _ => new("mail to it came back", "kirjad tulid tagasi"),
    };
}
