using System.Collections;
using System.Reflection;
using System.Runtime.CompilerServices;
using BounceProcessor.Diagnosis;
using BounceProcessor.Tests.Layout;

using Xunit;

namespace BounceProcessor.Tests.Package;

public sealed class PublicSurfaceTests
{
    private static readonly Assembly Library = typeof(MailDiagnoser).Assembly;

    // What acts. One more is a promise more; add it here when it is meant.
    private static readonly string[] EntryPoints = ["Codes", "Diagnoser", "MailDiagnoser", "QuotedReply", "RuleBook", "RuleCheck", "RuleFiles", "RuleWords"];

    [Fact]
    public void Apart_from_the_entry_points_only_values_are_public() =>
        Assert.Equal(EntryPoints, Library.GetExportedTypes().Where(type => !IsValue(type)).Select(type => type.Name).Order(StringComparer.Ordinal));

    [Fact]
    public void No_machinery_is_public() =>
        Assert.DoesNotContain(Library.GetExportedTypes(), type => type.Namespace is { } space && (space.EndsWith(".Formats", StringComparison.Ordinal)
            || space.EndsWith(".Matching", StringComparison.Ordinal) || space.EndsWith(".Loading", StringComparison.Ordinal)));

    [Fact]
    public void No_static_field_can_be_changed()
    {
        var changeable = StaticFields().Where(field => !field.IsInitOnly && !field.IsLiteral);

        Assert.Empty(changeable.Select(field => $"{field.DeclaringType}.{field.Name}"));
    }

    [Fact]
    public void No_static_field_holds_a_collection_that_grows()
    {
        var growing = StaticFields().Where(field => typeof(IEnumerable).IsAssignableFrom(field.FieldType) && field.FieldType != typeof(string) && !field.FieldType.IsArray
            && field.FieldType.Namespace != "System.Collections.Frozen");

        Assert.Empty(growing.Select(field => $"{field.DeclaringType}.{field.Name}"));
    }

    [Fact]
    public void Results_cannot_be_changed()
    {
        var settable = Library.GetExportedTypes().SelectMany(type => type.GetProperties())
            .Where(property => property.DeclaringType?.Assembly == Library && property.SetMethod is { } setter && !setter.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(IsExternalInit)));

        Assert.Empty(settable.Select(property => $"{property.DeclaringType}.{property.Name}"));
    }

    [Fact]
    public void The_example_of_the_readme_is_the_one_that_is_built()
    {
        var readme = Repository.Text("src/BounceProcessor.Diagnosis/README.md");

        Assert.Contains($"```csharp\n{Repository.Text("tests/BounceProcessor.Consumer/Program.cs")}```\n", readme, StringComparison.Ordinal);
    }

    [Fact]
    public void Only_the_library_is_packed() =>
        Assert.Equal(["src/BounceProcessor.Diagnosis/BounceProcessor.Diagnosis.csproj"],
            Repository.Files("", ".csproj").Where(file => Repository.Text(file).Contains("<IsPackable>true", StringComparison.Ordinal)));

    // Records have a method to copy themselves; enumerations and structs are values anyway, and exceptions carry one.
    private static bool IsValue(Type type) => type.IsValueType || type.GetMethod("<Clone>$") is not null || typeof(Exception).IsAssignableFrom(type);

    // The compiler keeps delegates of lambdas in fields of its own, and generators their contexts and patterns.
    private static IEnumerable<FieldInfo> StaticFields() => Library.GetTypes()
        .Where(type => !IsGenerated(type))
        .SelectMany(type => type.GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
        .Where(field => !field.IsDefined(typeof(CompilerGeneratedAttribute)) || field.Name.EndsWith(">k__BackingField", StringComparison.Ordinal));

    private static bool IsGenerated(Type type) => type.Name.Contains('<', StringComparison.Ordinal)
        || type.IsDefined(typeof(CompilerGeneratedAttribute))
        || type.IsDefined(typeof(System.CodeDom.Compiler.GeneratedCodeAttribute))
        || typeof(System.Text.Json.Serialization.JsonSerializerContext).IsAssignableFrom(type)
        || (type.DeclaringType is { } outer && IsGenerated(outer));
}
