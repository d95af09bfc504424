using BounceProcessor.Diagnosis.Reading;

namespace BounceProcessor.Diagnosis;

/// <summary>One mail, read and diagnosed.</summary>
/// <param name="Reading">What the mail says.</param>
/// <param name="Recipients">One entry for each of <see cref="MailReading.Recipients"/>, in the same order.</param>
public sealed record MailDiagnosis(MailReading Reading, IReadOnlyList<RecipientDiagnosis> Recipients);
