using BounceProcessor.Diagnosis.Reading;
using BounceProcessor.Diagnosis.Reasons;

namespace BounceProcessor.Diagnosis;

/// <summary>One recipient with the verdict on it.</summary>
/// <param name="Recipient">What the report says.</param>
/// <param name="Verdict"><see langword="null"/> for recipients that were reached: delivered, relayed, expanded.</param>
public sealed record RecipientDiagnosis(ReportedRecipient Recipient, Verdict? Verdict);
