namespace BounceProcessor.Diagnosis.Reasons.Loading;

/// <summary><c>reasons.json</c> → the catalogue.</summary>
internal sealed class ReasonCatalogueReader(FaultList faults)
{
    /// <summary>Codes that the diagnosis falls back on.</summary>
    public static readonly string[] Needed = ["unclassified", "delivery-timed-out", "sender-not-allowed", "domain-unknown", "mailbox-unknown"];

    public IReadOnlyList<FailureReason> Read(string file, ReasonsFileDocument? document)
    {
        var reasons = new List<FailureReason>();
        if (document is null)
        {
            return reasons;
        }

        foreach (var entry in document.Reasons ?? [])
        {
            if (string.IsNullOrEmpty(entry.Code))
            {
                faults.Add(file, "a reason has no code; give it one.");
            }
            else if (reasons.Any(reason => reason.Code == entry.Code))
            {
                faults.Add(file, "reason", entry.Code, "stands twice; remove one.");
            }
            else
            {
                reasons.Add(Read(file, entry.Code, entry));
            }
        }

        foreach (var code in Needed.Where(code => reasons.All(reason => reason.Code != code)))
        {
            faults.Add(file, "reason", code, "is missing; the diagnosis falls back on it, so add it.");
        }

        return reasons;
    }

    private FailureReason Read(string file, string code, ReasonDocument entry)
    {
        var severity = faults.Code<Severity>(file, "reason", code, "severity", entry.Severity);
        var fixer = faults.Code<Fixer>(file, "reason", code, "fixer", entry.Fixer);
        if (entry.Severity is null || entry.Fixer is null)
        {
            faults.Add(file, "reason", code, "lacks severity or fixer; name both.");
        }

        return new FailureReason(
            code,
            severity ?? Severity.Review,
            fixer ?? Fixer.Support,
            Text(file, code, "title", entry.Title),
            Text(file, code, "advice", entry.Advice),
            Text(file, code, "support", entry.Support));
    }

    private LocalizedText Text(string file, string code, string field, LocalizedText? text)
    {
        if (string.IsNullOrWhiteSpace(text?.En))
        {
            faults.Add(file, "reason", code, $"{field} has no English text (en); write it.");
        }

        if (string.IsNullOrWhiteSpace(text?.Et))
        {
            faults.Add(file, "reason", code, $"{field} has no Estonian text (et); write it.");
        }

        return text ?? new LocalizedText("", "");
    }
}
