namespace BounceProcessor.Diagnosis.Reasons;

/// <summary>One rule of a book as its file has it, for people who look after rules.</summary>
/// <param name="Id">For example <c>google/quota-1</c>.</param>
/// <param name="Reason">What it says.</param>
/// <param name="File">Name inside the rule book: <c>providers/google.json</c>.</param>
/// <param name="Line">Where it begins in that file, from 1.</param>
/// <param name="IsOfOperator">Laid in front by whoever runs the service.</param>
/// <param name="Sample">The reply it must claim.</param>
/// <param name="SampleHost">The host that refused in the sample; <see langword="null"/> when any.</param>
/// <param name="Source">Where the wording is documented; <see langword="null"/> when nobody wrote it down.</param>
public sealed record RuleEntry(
    string Id, FailureReason Reason, string File, int Line, bool IsOfOperator, string Sample, string? SampleHost, string? Source);
