using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;

using BounceProcessor.Diagnosis;
using BounceProcessor.Sending.Composing;

namespace BounceProcessor.MassMail;

/// <summary>Lists within a column of the database.</summary>
internal static class BatchJson
{
    private static readonly JsonSerializerOptions Readable = new(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };

    /// <summary>Headers or cells.</summary>
    public static string Of(IReadOnlyList<string> texts) => JsonSerializer.Serialize(texts, Readable);

    /// <summary>Notices.</summary>
    public static string Of(IReadOnlyList<LocalizedText> texts) => JsonSerializer.Serialize(texts, Readable);

    /// <summary>Faults; <see langword="null"/> for none.</summary>
    public static string? Of(IReadOnlyList<MailFault> faults) =>
        faults.Count == 0 ? null : JsonSerializer.Serialize(faults.Select(fault => new StoredFault(fault.Field, fault.Code, fault.Text.En, fault.Text.Et)), Readable);

    /// <summary>Headers or cells.</summary>
    public static IReadOnlyList<string> Texts(string json) => JsonSerializer.Deserialize<string[]>(json, Readable) ?? [];

    /// <summary>Notices.</summary>
    public static IReadOnlyList<LocalizedText> Notices(string json) => JsonSerializer.Deserialize<LocalizedText[]>(json, Readable) ?? [];

    /// <summary>Faults.</summary>
    public static IReadOnlyList<MailFault> Faults(string? json) => json is null
        ? []
        : [.. (JsonSerializer.Deserialize<StoredFault[]>(json, Readable) ?? []).Select(fault => new MailFault(fault.Field, fault.Code, new LocalizedText(fault.En, fault.Et)))];

    private sealed record StoredFault(string Field, string Code, string En, string Et);
}
