using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

using BounceProcessor.Diagnosis;
using BounceProcessor.Diagnosis.Reading;

namespace BounceProcessor.Tests.Samples;

/// <summary>What a diagnosis says against what <c>.expected.json</c> says. Only the fields that stand there are compared.</summary>
internal static class SampleComparison
{
    /// <summary>Every difference as a line: <c>recipients[0].reason: expected "mailbox-full", got "unclassified"</c>.</summary>
    public static IReadOnlyList<string> Differences(string expectation, MailDiagnosis diagnosis)
    {
        using var document = JsonDocument.Parse(expectation);
        var differences = new List<string>();
        foreach (var expected in document.RootElement.EnumerateObject())
        {
            switch (expected.Name)
            {
                case "origin":
                    break;
                case "kind":
                    Compare("kind", expected.Value, JsonValue.Create(diagnosis.Reading.Kind.ToCode()), differences);
                    break;
                case "original":
                    CompareFields("original", expected.Value, Describe(diagnosis.Reading.Original), differences);
                    break;
                case "recipients":
                    CompareRecipients([.. expected.Value.EnumerateArray()], [.. diagnosis.Recipients.Select(Describe)], differences);
                    break;
                default:
                    differences.Add($"\"{expected.Name}\" is no field of an expectation");
                    break;
            }
        }

        return differences;
    }

    private static void CompareRecipients(JsonElement[] expected, List<JsonObject> left, List<string> differences)
    {
        if (expected.Length != left.Count)
        {
            var found = string.Join(", ", left.Select(recipient => $"\"{recipient["address"]}\""));
            differences.Add($"recipients: expected {expected.Length}, got {left.Count}: {found}");
        }

        for (var i = 0; i < expected.Length && left.Count > 0; i++)
        {
            var address = expected[i].TryGetProperty("address", out var value) ? value.GetString() : null;
            var match = left.Find(recipient => SameText(address, recipient["address"])) ?? left[0];
            left.Remove(match);
            CompareFields($"recipients[{i}]", expected[i], match, differences);
        }
    }

    private static void CompareFields(string where, JsonElement expected, JsonObject actual, List<string> differences)
    {
        foreach (var field in expected.EnumerateObject())
        {
            if (actual.TryGetPropertyValue(field.Name, out var value))
            {
                Compare($"{where}.{field.Name}", field.Value, value, differences);
            }
            else
            {
                differences.Add($"{where}: \"{field.Name}\" is no field of an expectation");
            }
        }
    }

    private static void Compare(string where, JsonElement expected, JsonNode? actual, List<string> differences)
    {
        var text = expected.ValueKind == JsonValueKind.Null ? null : expected.ToString();
        if (!SameText(text, actual))
        {
            differences.Add($"{where}: expected {Quoted(text)}, got {Quoted(actual?.ToString())}");
        }
    }

    // Addresses may differ in the case of their letters; no other compared value has capitals.
    private static bool SameText(string? expected, JsonNode? actual) =>
        string.Equals(expected, actual?.ToString(), StringComparison.OrdinalIgnoreCase);

    private static string Quoted(string? text) => text is null ? "nothing" : $"\"{text}\"";

    private static JsonObject Describe(RecipientDiagnosis diagnosis)
    {
        var (recipient, verdict) = diagnosis;
        return new JsonObject
        {
            ["address"] = recipient.Address,
            ["originalRecipient"] = recipient.OriginalRecipient,
            ["finalRecipient"] = recipient.FinalRecipient,
            ["action"] = recipient.Action.ToCode(),
            ["status"] = (verdict?.Status ?? recipient.Status)?.ToString(),
            ["replyCode"] = verdict?.ReplyCode?.ToString(CultureInfo.InvariantCulture),
            ["reason"] = verdict?.Reason.Code,
            ["severity"] = verdict?.Severity.ToCode(),
            ["fixer"] = verdict?.Fixer.ToCode(),
        };
    }

    private static JsonObject Describe(OriginalMessage? original) => new()
    {
        ["messageId"] = original?.MessageId,
        ["from"] = original?.From,
        ["to"] = original?.To,
        ["replyTo"] = original?.ReplyTo,
        ["returnPath"] = original?.ReturnPath,
        ["subject"] = original?.Subject,
    };
}
