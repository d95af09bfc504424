using System.Text.Json;

using BounceProcessor.Diagnosis;
using BounceProcessor.Diagnosis.Reasons;

using Xunit;

namespace BounceProcessor.Tests.Reasons;

public sealed class RuleSchemaTests
{
    private static readonly JsonDocumentOptions Lenient = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    private static readonly JsonSchema Schema = new(JsonDocument.Parse(RuleFiles.Schema()).RootElement);

    public static TheoryData<string> Files => [.. RuleFiles.Embedded().Select(file => file.Name)];

    [Theory]
    [MemberData(nameof(Files))]
    public void Every_file_that_ships_obeys_the_schema_it_names(string name)
    {
        var document = JsonDocument.Parse(RuleFiles.Embedded().Single(file => file.Name == name).Json, Lenient).RootElement;
        var named = document.GetProperty("$schema").GetString()!;

        Assert.EndsWith("rules.schema.json", named.Split('#')[0], StringComparison.Ordinal);
        Assert.Empty(Schema.Faults(document, named.Contains('#', StringComparison.Ordinal) ? named[named.IndexOf('#', StringComparison.Ordinal)..] : "#"));
    }

    [Theory]
    [InlineData("reason", null)]
    [InlineData("severity", typeof(Severity))]
    [InlineData("fixer", typeof(Fixer))]
    [InlineData("confidence", typeof(Confidence))]
    public void The_codes_of_the_schema_are_those_of_the_catalogue(string part, Type? enumeration)
    {
        var offered = Schema.Part($"#/$defs/{part}/enum").EnumerateArray().Select(code => code.GetString());

        Assert.Equal(enumeration is null ? RuleBook.Embedded.Reasons.Select(reason => reason.Code) : All(enumeration), offered);
    }

    [Fact]
    public void The_keys_of_the_schema_are_those_that_are_read()
    {
        Assert.Equal(
            BounceProcessor.Diagnosis.Reasons.Loading.RuleDocument.Keys.Order(StringComparer.Ordinal),
            Schema.Part("#/$defs/rule/properties").EnumerateObject().Select(key => key.Name).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("""{ "rules": [ { "id": "mine/a", "reason": "mailbox-fool", "sample": "x" } ] }""", "/rules/0/reason: enum")]
    [InlineData("""{ "rules": [ { "id": "mine/a", "reason": "mailbox-full" } ] }""", "/rules/0: required")]
    [InlineData("""{ "rules": [ { "id": "mine/a", "reason": "mailbox-full", "sample": "x", "colour": 1 } ] }""", "/rules/0: additionalProperties")]
    [InlineData("""{ "rules": [ { "id": "Mine", "reason": "mailbox-full", "sample": "x" } ] }""", "/rules/0/id: pattern")]
    [InlineData("""{ "rules": [ { "id": "mine/a", "reason": "mailbox-full", "sample": "x", "phrases": "words" } ] }""", "/rules/0/phrases: type")]
    [InlineData("""{ "hosts": ["Example.com"], "rules": [] }""", "/hosts/0: pattern")]
    public void What_the_check_refuses_the_schema_marks_too(string file, string fault)
    {
        var faults = Schema.Faults(JsonDocument.Parse(file).RootElement, "#");

        Assert.StartsWith(fault, Assert.Single(faults), StringComparison.Ordinal);
        Assert.NotEmpty(RuleCheck.Run([.. RuleFiles.Embedded(), new RuleFile("operator/mine.json", System.Text.Encoding.UTF8.GetBytes(file))]));
    }

    private static IEnumerable<string> All(Type enumeration) =>
        enumeration == typeof(Severity) ? Codes.All<Severity>() : enumeration == typeof(Fixer) ? Codes.All<Fixer>() : Codes.All<Confidence>();
}
