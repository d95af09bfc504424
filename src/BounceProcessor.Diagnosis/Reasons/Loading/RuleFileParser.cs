using System.Text.Json;
using System.Text.Unicode;

namespace BounceProcessor.Diagnosis.Reasons.Loading;

/// <summary>The bytes of one file of rules → its document, every fault with its line. After a fault of a key it goes on, so that all of them are told at once.</summary>
internal sealed class RuleFileParser(FaultList faults, RuleFile file)
{
    /// <summary>Largest file, in bytes: 8 MiB, some ten thousand rules.</summary>
    public const int LargestFile = 8 * 1024 * 1024;

    private static readonly string[] FileKeys = ["$schema", "about", "hosts", "signatures", "rules"];
    private static readonly string[] AuthenticationKeys = ["mechanism", "identity", "result"];

    private readonly RuleFileDocument _document = new();

    // Told when the rule is read to its end, for its id may stand behind them.
    private readonly List<(int Line, string Fault)> _ofRule = [];
    private int _counted;
    private int _line = 1;

    /// <returns>What could be read; <see langword="null"/> when that is nothing.</returns>
    public RuleFileDocument? Parse()
    {
        var json = file.Json.Span;
        if (FaultOf(json) is { } fault)
        {
            faults.Add(file.Name, fault);
            return null;
        }

        // Editors of Windows begin UTF-8 with a mark.
        _counted = json.StartsWith("\uFEFF"u8) ? 3 : 0;
        var reader = new Utf8JsonReader(json[_counted..], new JsonReaderOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
        var walk = new Walk(reader, json[_counted..]);
        _counted = 0;
        try
        {
            ReadFile(ref walk);
            while (walk.Reader.Read())
            {
                // Only to have the end of the file looked at.
            }
        }
        catch (JsonException broken)
        {
            _document.IsBroken = true;
            faults.Add(file.Name, (int)(broken.LineNumber ?? 0) + 1, $"this is no JSON ({FirstSentence(broken.Message)}); correct it there.");
        }

        return _document;
    }

    private static string? FaultOf(ReadOnlySpan<byte> json) => json switch
    {
        { Length: 0 } => "is empty; write { \"rules\": [] } at least, or remove it.",
        { Length: > LargestFile } => $"has {json.Length / 1024 / 1024} MiB; a file of rules may have {LargestFile / 1024 / 1024} MiB, split it.",
        _ when json.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE]) || json.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF]) => "is UTF-16; save it as UTF-8.",
        _ when json.IndexOf((byte)0) >= 0 => "holds NUL bytes, so it is no text or was cut off while it was written; save it again as UTF-8.",
        _ when !Utf8.IsValid(json) => "is not UTF-8; save it as UTF-8.",
        _ => null,
    };

    private static string FirstSentence(string message)
    {
        var end = message.IndexOf(". ", StringComparison.Ordinal);
        return (end < 0 ? message : message[..end]).TrimEnd('.');
    }

    private void ReadFile(ref Walk walk)
    {
        walk.Reader.Read();
        if (walk.Reader.TokenType != JsonTokenType.StartObject)
        {
            Break(Line(ref walk), "begins with something else than {; rules.schema.json says what may stand there.");
            walk.Reader.Skip();
            return;
        }

        var seen = new HashSet<string>(StringComparer.Ordinal);
        while (NextKey(ref walk, null, FileKeys, seen) is { } key)
        {
            var line = Line(ref walk);
            switch (key)
            {
                case "rules":
                    ReadRules(ref walk);
                    break;
                case "hosts":
                    (_document.Hosts, _document.HostsLine) = (Texts(ref walk, null, key) ?? [], line);
                    break;
                case "signatures":
                    (_document.Signatures, _document.SignaturesLine) = (Texts(ref walk, null, key) ?? [], line);
                    break;
                case "$schema" or "about":
                    Text(ref walk, null, key);
                    break;
                default:
                    walk.Reader.Skip();
                    break;
            }
        }

        if (!seen.Contains("rules"))
        {
            Break(1, "has no rules; write \"rules\": [ … ].");
        }
    }

    private void ReadRules(ref Walk walk)
    {
        if (walk.Reader.TokenType != JsonTokenType.StartArray)
        {
            Break(Line(ref walk), "rules is no list; write \"rules\": [ { … }, { … } ].");
            walk.Reader.Skip();
            return;
        }

        while (walk.Reader.Read() && walk.Reader.TokenType != JsonTokenType.EndArray)
        {
            if (walk.Reader.TokenType == JsonTokenType.StartObject)
            {
                var rule = new RuleDocument { Line = Line(ref walk) };
                _document.Rules.Add(rule);
                rule.IsCut = true;
                try
                {
                    ReadRule(ref walk, rule);
                    rule.IsCut = false;
                }
                finally
                {
                    TellFaultsOf(rule);
                }
            }
            else
            {
                faults.Add(file.Name, Line(ref walk), "rules holds something that is no rule; write each in braces.");
                walk.Reader.Skip();
            }
        }
    }

    private void ReadRule(ref Walk walk, RuleDocument rule)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        while (NextKey(ref walk, rule, RuleDocument.Keys, seen) is { } key)
        {
            if (Array.IndexOf(RuleDocument.Keys, key) is >= 0 and var place)
            {
                rule.KeyLines[place] = Line(ref walk);
            }

            ReadValue(ref walk, rule, key);
        }
    }

    private void ReadValue(ref Walk walk, RuleDocument rule, string key)
    {
        _ = key switch
        {
            "id" => rule.Id = Text(ref walk, rule, key),
            "reason" => rule.Reason = Text(ref walk, rule, key),
            "pattern" => rule.Pattern = Text(ref walk, rule, key),
            "severity" => rule.Severity = Text(ref walk, rule, key),
            "fixer" => rule.Fixer = Text(ref walk, rule, key),
            "confidence" => rule.Confidence = Text(ref walk, rule, key),
            "sample" => rule.Sample = Text(ref walk, rule, key),
            "sampleHost" => rule.SampleHost = Text(ref walk, rule, key),
            "source" => rule.Source = Text(ref walk, rule, key),
            "phrases" => rule.Phrases = Texts(ref walk, rule, key),
            "all" => rule.All = Texts(ref walk, rule, key),
            "not" => rule.Not = Texts(ref walk, rule, key),
            "status" => rule.Status = Texts(ref walk, rule, key),
            "reply" => rule.Reply = Texts(ref walk, rule, key),
            "stages" => rule.Stages = Texts(ref walk, rule, key),
            "authentication" => rule.Authentication = Authentication(ref walk, rule),
            _ => Skip(ref walk),
        };
    }

    private AuthenticationDocument? Authentication(ref Walk walk, RuleDocument rule)
    {
        if (walk.Reader.TokenType != JsonTokenType.StartObject)
        {
            Break(Line(ref walk), "authentication is no group; write \"authentication\": { \"mechanism\": \"spf\" }.", rule);
            walk.Reader.Skip();
            return null;
        }

        string? mechanism = null, identity = null, result = null;
        var seen = new HashSet<string>(StringComparer.Ordinal);
        while (NextKey(ref walk, rule, AuthenticationKeys, seen) is { } key)
        {
            _ = key switch
            {
                "mechanism" => mechanism = Text(ref walk, rule, key),
                "identity" => identity = Text(ref walk, rule, key),
                "result" => result = Text(ref walk, rule, key),
                _ => Skip(ref walk),
            };
        }

        return new AuthenticationDocument(mechanism, identity, result);
    }

    // Stands on the value afterwards; null at the end of the group.
    private string? NextKey(ref Walk walk, RuleDocument? rule, string[] known, HashSet<string> seen)
    {
        if (!walk.Reader.Read() || walk.Reader.TokenType != JsonTokenType.PropertyName)
        {
            return null;
        }

        var key = walk.Text() ?? "";
        var line = Line(ref walk);
        if (!known.Contains(key))
        {
            Break(line, $"there is no key {FaultList.Quote(key)}; {Nearest.Remedy(key, known)}", rule);
        }
        else if (!seen.Add(key))
        {
            Break(line, $"key \"{key}\" stands twice; remove one.", rule);
        }

        walk.Reader.Read();
        return key;
    }

    private string? Text(ref Walk walk, RuleDocument? rule, string key)
    {
        var line = Line(ref walk);
        if (walk.Reader.TokenType == JsonTokenType.Null && key == "sampleHost")
        {
            // Written out where the words tell the provider and the host does not.
            return null;
        }

        if (walk.Reader.TokenType != JsonTokenType.String)
        {
            walk.Reader.Skip();
            Break(line, $"{key} is no text; write it in quotes.", rule);
            return null;
        }

        if (walk.Text() is { } text)
        {
            return text;
        }

        Break(line, $"{key} holds half a character (an escape such as \\ud800 without its other half); write the character itself.", rule);
        return null;
    }

    private List<string>? Texts(ref Walk walk, RuleDocument? rule, string key)
    {
        if (walk.Reader.TokenType != JsonTokenType.StartArray)
        {
            Break(Line(ref walk), $"{key} is no list; write \"{key}\": [ \"…\", \"…\" ].", rule);
            walk.Reader.Skip();
            return null;
        }

        var texts = new List<string>();
        while (walk.Reader.Read() && walk.Reader.TokenType != JsonTokenType.EndArray)
        {
            if (Text(ref walk, rule, key) is { } text)
            {
                texts.Add(text);
            }
        }

        return texts;
    }

    private static object? Skip(ref Walk walk)
    {
        walk.Reader.Skip();
        return null;
    }

    private int Line(ref Walk walk)
    {
        var at = (int)walk.Reader.TokenStartIndex;
        _line += walk.Json[_counted..at].Count((byte)'\n');
        _counted = at;
        return _line;
    }

    private void Break(int line, string fault)
    {
        _document.IsBroken = true;
        faults.Add(file.Name, line, fault);
    }

    private void Break(int line, string fault, RuleDocument? rule)
    {
        if (rule is null)
        {
            Break(line, fault);
            return;
        }

        rule.IsBroken = true;
        _ofRule.Add((line, fault));
    }

    private void TellFaultsOf(RuleDocument rule)
    {
        foreach (var (line, fault) in _ofRule)
        {
            faults.Add(file.Name, line, "rule", rule.Id, fault);
        }

        _ofRule.Clear();
    }

    private ref struct Walk(Utf8JsonReader reader, ReadOnlySpan<byte> json)
    {
        public Utf8JsonReader Reader = reader;

        public ReadOnlySpan<byte> Json { get; } = json;

        // Null for an escape that stands for half a character.
        public readonly string? Text()
        {
            try
            {
                return Reader.GetString();
            }
            catch (InvalidOperationException)
            {
                return null;
            }
        }
    }
}
