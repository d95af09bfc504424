using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using BounceProcessor.Diagnosis.Reasons.Matching;

namespace BounceProcessor.Diagnosis.Reasons.Loading;

/// <summary>Rule files → a rule book, or all that is wrong with them.</summary>
internal sealed class RuleBookLoader
{
    private const string ReasonsFile = "reasons.json";
    private const string CodesFile = "status-codes.json";
    private const string BoilerplateFile = "boilerplate.json";

    private readonly FaultList _faults = new();

    /// <summary>What is wrong with the files read so far.</summary>
    public FaultList Faults => _faults;

    /// <exception cref="RuleBookException">At least one file is faulty.</exception>
    public RuleBook Load(IReadOnlyList<RuleFile> files)
    {
        var book = Read(files);
        return book is null || _faults.Count > 0 ? throw new RuleBookException(_faults.Told()) : book;
    }

    /// <summary>Reads all files, telling every fault.</summary>
    /// <returns>The rules without fault, to prove their samples; <see langword="null"/> when not even the reasons can be read.</returns>
    public RuleBook? Read(IReadOnlyList<RuleFile> files)
    {
        var reasons = new ReasonCatalogueReader(_faults).Read(ReasonsFile, Parse(files, ReasonsFile, RuleJson.Default.ReasonsFileDocument));
        var byCode = new Dictionary<string, FailureReason>(StringComparer.Ordinal);
        foreach (var reason in reasons)
        {
            byCode.TryAdd(reason.Code, reason);
        }

        var statuses = new StatusTableReader(_faults, byCode).Read(CodesFile, Parse(files, CodesFile, RuleJson.Default.CodesFileDocument));
        var rules = new RuleReader(_faults, byCode);
        foreach (var (file, tier) in InOrder(files))
        {
            if (new RuleFileParser(_faults, file).Parse() is { } document)
            {
                rules.Read(file.Name, tier, document);
            }
        }

        var boilerplate = rules.ReadBoilerplate(BoilerplateFile, Parse(files, BoilerplateFile, RuleJson.Default.BoilerplateFileDocument));
        return ReasonCatalogueReader.Needed.All(byCode.ContainsKey)
            ? new RuleBook(reasons, statuses, new RuleMatcher(rules.Rules, rules.Phrases, boilerplate))
            : null;
    }

    private List<TieredFile> InOrder(IReadOnlyList<RuleFile> files)
    {
        var tiers = new List<TieredFile>();
        foreach (var file in files.Where(file => file.Name is not (ReasonsFile or CodesFile or BoilerplateFile)))
        {
            if (TierOf(file.Name) is { } tier)
            {
                tiers.Add(new TieredFile(file, tier));
            }
            else
            {
                _faults.Add(file.Name, "belongs to no place of the order; put it into operator/, providers/ or software/, or name it replies.json, queue.json or hints.json.");
            }
        }

        return [.. tiers.OrderBy(entry => (int)entry.Tier).ThenBy(entry => entry.File.Name, StringComparer.Ordinal)];
    }

    private static RuleTier? TierOf(string name) => name switch
    {
        "replies.json" => RuleTier.General,
        "queue.json" => RuleTier.Queue,
        "hints.json" => RuleTier.Hint,
        _ when name.StartsWith("operator/", StringComparison.Ordinal) => RuleTier.Operator,
        _ when name.StartsWith("providers/", StringComparison.Ordinal) => RuleTier.Provider,
        _ when name.StartsWith("software/", StringComparison.Ordinal) => RuleTier.Software,
        _ => null,
    };

    private T? Parse<T>(IReadOnlyList<RuleFile> files, string name, JsonTypeInfo<T> type)
        where T : class
    {
        var file = files.FirstOrDefault(file => file.Name == name);
        if (file is null)
        {
            _faults.Add(name, "is missing; a rule book needs it.");
            return null;
        }

        return Parse(file, type);
    }

    private T? Parse<T>(RuleFile file, JsonTypeInfo<T> type)
        where T : class
    {
        try
        {
            var document = JsonSerializer.Deserialize(file.Json.Span, type);
            if (document is null)
            {
                _faults.Add(file.Name, "holds null instead of an object; see rules.schema.json.");
            }

            return document;
        }
        catch (JsonException fault)
        {
            _faults.Add(file.Name, (int)(fault.LineNumber ?? 0) + 1, $"{fault.Message.Split(" Path:")[0]} Correct the JSON; rules.schema.json says what may stand there.");
            return null;
        }
    }

    private sealed record TieredFile(RuleFile File, RuleTier Tier);
}
