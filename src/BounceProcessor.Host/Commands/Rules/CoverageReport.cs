namespace BounceProcessor.Host.Commands.Rules;

/// <summary>What <c>rules coverage</c> counted: the object of its <c>--json</c>.</summary>
/// <param name="Mails">Mails that were judged; 0 when the samples of the rules were.</param>
/// <param name="Samples">Samples that were judged.</param>
/// <param name="Recipients">Recipients with a verdict; the other numbers add up to it.</param>
/// <param name="Steps">By what they were decided, in the order of the steps.</param>
/// <param name="Reasons">For which reason, the most frequent first.</param>
/// <param name="Rules">By which rule, the most used first.</param>
/// <param name="Codes">By which row of the code table where no rule decided, the most used first; <c>none</c> for unclassified.</param>
/// <param name="Unused">The rules that decided nothing, in their order.</param>
internal sealed record CoverageReport(
    long Mails,
    long Samples,
    long Recipients,
    IReadOnlyList<CoverageReport.Row> Steps,
    IReadOnlyList<CoverageReport.Row> Reasons,
    IReadOnlyList<CoverageReport.RuleRow> Rules,
    IReadOnlyList<CoverageReport.Row> Codes,
    IReadOnlyList<CoverageReport.RuleRow> Unused)
{
    /// <summary>One number.</summary>
    /// <param name="Code">What was counted.</param>
    /// <param name="Count">Recipients.</param>
    /// <param name="Share">Of all recipients, 0 to 1.</param>
    internal sealed record Row(string Code, long Count, double Share);

    /// <summary>One rule.</summary>
    internal sealed record RuleRow(string Rule, string Reason, string File, int Line, long Count);
}
