using System.Text.Json;
using System.Text.RegularExpressions;

namespace BounceProcessor.Tests.Reasons;

/// <summary>The part of JSON Schema 2020-12 that the schema of rule files uses. A keyword it does not know is an error, so that none goes unchecked.</summary>
internal sealed class JsonSchema(JsonElement root)
{
    private static readonly string[] Annotations = ["$schema", "$defs", "title", "description"];

    /// <summary>What is wrong with a document, each with its place.</summary>
    /// <param name="document">The document.</param>
    /// <param name="fragment">Which part of the schema holds: <c>#/$defs/rule</c>; <c>#</c> for all of it.</param>
    public IReadOnlyList<string> Faults(JsonElement document, string fragment)
    {
        var faults = new List<string>();
        Check(Part(fragment), document, "", faults);
        return faults;
    }

    /// <summary>A part of the schema.</summary>
    public JsonElement Part(string fragment) =>
        fragment.TrimStart('#').Split('/', StringSplitOptions.RemoveEmptyEntries).Aggregate(root, (part, name) => part.GetProperty(name));

    private void Check(JsonElement schema, JsonElement value, string place, List<string> faults)
    {
        foreach (var keyword in schema.EnumerateObject().Where(keyword => !Annotations.Contains(keyword.Name)))
        {
            var fine = keyword.Name switch
            {
                "$ref" => Follow(keyword.Value.GetString()!, value, place, faults),
                "type" => HasType(keyword.Value, value),
                "enum" => keyword.Value.EnumerateArray().Any(allowed => JsonElement.DeepEquals(allowed, value)),
                "pattern" => value.ValueKind != JsonValueKind.String || Regex.IsMatch(value.GetString()!, keyword.Value.GetString()!),
                "minLength" => value.ValueKind != JsonValueKind.String || value.GetString()!.Length >= keyword.Value.GetInt32(),
                "maxLength" => value.ValueKind != JsonValueKind.String || value.GetString()!.Length <= keyword.Value.GetInt32(),
                "items" => Items(keyword.Value, value, place, faults),
                "properties" => Properties(keyword.Value, value, place, faults),
                "required" => value.ValueKind != JsonValueKind.Object || keyword.Value.EnumerateArray().All(name => value.TryGetProperty(name.GetString()!, out _)),
                "additionalProperties" => value.ValueKind != JsonValueKind.Object || keyword.Value.ValueKind != JsonValueKind.False
                    || value.EnumerateObject().All(member => schema.GetProperty("properties").TryGetProperty(member.Name, out _)),
                _ => throw new NotSupportedException($"The keyword {keyword.Name} is not known to this check."),
            };
            if (!fine)
            {
                faults.Add($"{place}: {keyword.Name} {keyword.Value} does not hold for {value}");
            }
        }
    }

    private bool Follow(string reference, JsonElement value, string place, List<string> faults)
    {
        Check(Part(reference), value, place, faults);
        return true;
    }

    private bool Items(JsonElement schema, JsonElement value, string place, List<string> faults)
    {
        if (value.ValueKind == JsonValueKind.Array)
        {
            foreach (var (index, item) in value.EnumerateArray().Index())
            {
                Check(schema, item, $"{place}/{index}", faults);
            }
        }

        return true;
    }

    private bool Properties(JsonElement schemas, JsonElement value, string place, List<string> faults)
    {
        if (value.ValueKind == JsonValueKind.Object)
        {
            foreach (var member in value.EnumerateObject())
            {
                if (schemas.TryGetProperty(member.Name, out var schema))
                {
                    Check(schema, member.Value, $"{place}/{member.Name}", faults);
                }
            }
        }

        return true;
    }

    private static bool HasType(JsonElement types, JsonElement value)
    {
        var name = value.ValueKind switch
        {
            JsonValueKind.True or JsonValueKind.False => "boolean",
            _ => value.ValueKind.ToString().ToLowerInvariant(),
        };
        return types.ValueKind == JsonValueKind.Array ? types.EnumerateArray().Any(type => type.GetString() == name) : types.GetString() == name;
    }
}
