namespace BounceProcessor.Diagnosis.Reading;

/// <summary>What one format's reader found in a notice.</summary>
/// <param name="Format">The reader's name.</param>
/// <param name="Kind">What the notice reports.</param>
/// <param name="Recipients">May be empty: a notice that names nobody is still one.</param>
internal sealed record NoticeReading(string Format, MailKind Kind, IReadOnlyList<ReportedRecipient> Recipients);
