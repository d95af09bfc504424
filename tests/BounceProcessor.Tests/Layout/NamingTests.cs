using System.Text.RegularExpressions;

using Xunit;

namespace BounceProcessor.Tests.Layout;

public sealed partial class NamingTests
{
    private static readonly string[] EmptyWords = ["Manager", "Helper", "Helpers", "Util", "Utils", "Utility", "Processor", "Handler", "Data", "Info", "Dto", "Impl", "Base"];

    private static readonly string[] EmptyFolders = ["Core", "Common", "Abstractions", "Contracts", "Infrastructure", "Shared", "Helpers", "Utils"];

    // Two implementations today, or a network behind it.
    private static readonly string[] Interfaces = ["IMailSource"];

    [Fact]
    public void No_type_has_a_name_that_says_nothing() =>
        Assert.Empty(Repository.Files("", ".cs").SelectMany(file => EmptyNames(Repository.Text(file)).Select(name => $"{file}: {name}")));

    [Fact]
    public void No_folder_has_a_name_that_says_nothing()
    {
        var wrong = Repository.Files("src").Where(file => file.Split('/').Intersect(EmptyFolders).Any());

        Assert.Empty(wrong);
    }

    [Fact]
    public void An_interface_is_declared_only_where_two_types_implement_it() =>
        Assert.Empty(Repository.Files("src", ".cs").SelectMany(file => Declarations(Repository.Text(file), "interface")).Except(Interfaces));

    [Fact]
    public void A_file_has_at_most_one_public_type()
    {
        var wrong = Repository.Files("src", ".cs").Where(file => PublicType().Count(Repository.Text(file)) > 1);

        Assert.Empty(wrong);
    }

    [Fact]
    public void Planted_faults_are_found()
    {
        Assert.Equal(["MailHelper"], EmptyNames("internal static class MailHelper"));
        Assert.Equal(["EventDto"], EmptyNames("public sealed record EventDto(int A);"));
        Assert.Equal(["IClock"], Declarations("public interface IClock { }", "interface"));
        Assert.Equal(2, PublicType().Count("public sealed class A;\npublic enum B { }\n"));
    }

    [Fact]
    public void What_is_allowed_is_not_taken_for_a_fault() =>
        Assert.Empty(EmptyNames("class SqliteDataSource : DbDataSource; class Database; record InformationLine; class BounceProcessorTests;"));

    private static IEnumerable<string> EmptyNames(string text) =>
        Declarations(text, "class|record|struct|interface|enum|record struct|record class").Where(name =>
            Word().Matches(name.Replace("BounceProcessor", "", StringComparison.Ordinal).Replace("DataSource", "", StringComparison.Ordinal))
                .Any(word => EmptyWords.Contains(word.Value)));

    private static IEnumerable<string> Declarations(string text, string kinds) =>
        Regex.Matches(text, $@"^\s*(?:[\w]+\s+)*?(?:{kinds})\s+(\w+)|;\s*(?:{kinds})\s+(\w+)", RegexOptions.Multiline)
            .Select(match => match.Groups[1].Success ? match.Groups[1].Value : match.Groups[2].Value);

    [GeneratedRegex("[A-Z][a-z]*")]
    private static partial Regex Word();

    [GeneratedRegex(@"^public\s+(?:[\w]+\s+)*?(?:class|record|struct|interface|enum)\s", RegexOptions.Multiline)]
    private static partial Regex PublicType();
}
