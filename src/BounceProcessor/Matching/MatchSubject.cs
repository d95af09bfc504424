using BounceProcessor.Diagnosis.Reading;

namespace BounceProcessor.Matching;

/// <summary>Whom a mail speaks of, and in whose name it reached us: what <see cref="MatchRule"/> judges beside the clues.</summary>
/// <param name="Kind">What arrived.</param>
/// <param name="Company">The company of the mailbox or of the address it came to; empty for unresolved.</param>
/// <param name="AddressKeys">The addresses by which a report names this recipient (original, final), or the one who answers; empty when it names none.</param>
/// <param name="Named">How many recipients the report names in all.</param>
internal sealed record MatchSubject(MailKind Kind, string Company, IReadOnlyList<string> AddressKeys, int Named)
{
    /// <summary>A machine on the way reports; anything else is an answer of the one who was written to.</summary>
    public bool IsReport => IsReportKind(Kind);

    /// <summary>Whether a mail of this kind is a machine's report.</summary>
    public static bool IsReportKind(MailKind kind) => kind is MailKind.Failure or MailKind.Delay or MailKind.Relayed or MailKind.Delivered or MailKind.Expanded or MailKind.Complaint;
}
