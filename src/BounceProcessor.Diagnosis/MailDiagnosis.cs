using BounceProcessor.Diagnosis.Reading;
using BounceProcessor.Diagnosis.Reasons;

namespace BounceProcessor.Diagnosis;

/// <summary>One mail, read and diagnosed.</summary>
/// <param name="Reading">What the mail says.</param>
/// <param name="Recipients">One entry for each of <see cref="MailReading.Recipients"/>, in the same order.</param>
public sealed record MailDiagnosis(MailReading Reading, IReadOnlyList<RecipientDiagnosis> Recipients);

/// <summary>One recipient with the verdict on it.</summary>
/// <param name="Recipient">What the report says.</param>
/// <param name="Verdict"><see langword="null"/> for recipients that were reached: delivered, relayed, expanded.</param>
public sealed record RecipientDiagnosis(ReportedRecipient Recipient, Verdict? Verdict);
