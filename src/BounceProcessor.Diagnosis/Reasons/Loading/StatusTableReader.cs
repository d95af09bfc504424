using System.Globalization;
using BounceProcessor.Diagnosis.Reasons.Matching;

namespace BounceProcessor.Diagnosis.Reasons.Loading;

/// <summary><c>status-codes.json</c> → the table of codes.</summary>
internal sealed class StatusTableReader(FaultList faults, IReadOnlyDictionary<string, FailureReason> reasons)
{
    public StatusTable Read(string file, CodesFileDocument? document) => new(
        Codes(file, "specific", document?.Specific, Confidence.Medium),
        Codes(file, "overloaded", document?.Overloaded, Confidence.Low),
        Codes(file, "general", document?.General, Confidence.Low),
        Weak(file, document?.Weak ?? []),
        [.. (document?.Replies ?? []).Select(entry => Reply(file, entry)).OfType<ReplyMeaning>()]);

    private Dictionary<int, CodeMeaning> Codes(string file, string list, IReadOnlyList<CodeDocument>? entries, Confidence usual)
    {
        var table = new Dictionary<int, CodeMeaning>();
        foreach (var entry in entries ?? [])
        {
            var pattern = Pattern(file, list, entry.Code);
            var reason = Reason(file, list, entry.Code, entry.Reason);
            var confidence = faults.Code<Confidence>(file, list, entry.Code, "confidence", entry.Confidence) ?? usual;
            if (pattern is { } code && reason is not null && !table.TryAdd(code.Key, new CodeMeaning(reason, confidence)))
            {
                faults.Add(file, list, entry.Code, "stands twice; remove one.");
            }
        }

        return table;
    }

    private HashSet<int> Weak(string file, IReadOnlyList<string> codes) =>
        [.. codes.Select(code => Pattern(file, "weak", code)).OfType<CodePattern>().Select(pattern => pattern.Key)];

    private ReplyMeaning? Reply(string file, ReplyDocument entry)
    {
        var reason = Reason(file, "reply", entry.Reply, entry.Reason);
        if (!int.TryParse(entry.Reply, NumberStyles.None, CultureInfo.InvariantCulture, out var code) || code is < 400 or > 599)
        {
            faults.Add(file, "reply", entry.Reply, "reply is no code from 400 to 599; correct it.");
            return null;
        }

        return reason is null ? null : new ReplyMeaning(code, entry.Stages ?? [], reason);
    }

    private CodePattern? Pattern(string file, string list, string? text)
    {
        var pattern = CodePattern.Parse(text);
        if (pattern is null or { Detail: < 0 })
        {
            faults.Add(file, list, text, "code is not of the form 5.1.1 or x.1.1; correct it.");
            return null;
        }

        return pattern;
    }

    private FailureReason? Reason(string file, string list, string? code, string? reason)
    {
        if (reason is not null && reasons.TryGetValue(reason, out var found))
        {
            return found;
        }

        faults.Add(file, list, code, $"reason \"{reason}\" is not in reasons.json; add it there or name another.");
        return null;
    }
}
