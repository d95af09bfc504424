using System.Text.RegularExpressions;

using Xunit;

namespace BounceProcessor.Tests.Layout;

/// <summary>What must not stand in the source. Every rule is tried on a planted fault as well.</summary>
public sealed partial class SourceTextTests
{
    // Split, so that this file does not find itself.
    private const string NotDone = "\\b(TO" + "DO|FIX" + "ME|HA" + "CK|XX" + "X)\\b";

    [Fact]
    public void No_source_file_is_longer_than_400_lines() => Assert.Empty(InSource(TooLong));

    [Fact]
    public void No_source_file_says_that_something_is_still_to_be_done() => Assert.Empty(InSource(Unfinished));

    [Fact]
    public void Every_suppressed_warning_gives_its_reason_on_the_line() => Assert.Empty(InSource(UnexplainedSuppression));

    [Fact]
    public void No_source_file_has_a_region() => Assert.Empty(InSource(Region));

    [Fact]
    public void Configuration_is_read_in_the_composition_only()
    {
        var wrong = InProduct(text => text.Contains("IConfiguration", StringComparison.Ordinal))
            .Where(file => !file.Contains("/Composition/", StringComparison.Ordinal) && !IsRegistration(file));

        Assert.Empty(wrong);
    }

    [Fact]
    public void Statements_stand_in_sql_files_only() => Assert.Empty(InProduct(HasStatement));

    [Fact]
    public void Text_of_strangers_meets_linear_patterns_only()
    {
        var wrong = Repository.Files("src/BounceProcessor.Diagnosis", ".cs").Where(file => HasBacktracking(Repository.Text(file)));

        Assert.Empty(wrong);
    }

    [Fact]
    public void Planted_faults_are_found()
    {
        Assert.True(TooLong(string.Concat(Enumerable.Repeat("line\n", 401))));
        Assert.True(Unfinished("// TO" + "DO: later"));
        Assert.True(UnexplainedSuppression("#pragma warn" + "ing disable CA1031\n"));
        Assert.True(UnexplainedSuppression("[Suppress" + "Message(\"Design\", \"CA1031\")]"));
        Assert.True(UnexplainedSuppression("#nullable dis" + "able"));
        Assert.True(Region("    #reg" + "ion Fields"));
        Assert.True(HasStatement("var sql = \"SELECT id FROM events\";"));
        Assert.True(HasStatement("var sql = \"\"\"\n    UPDATE events\n    SET note = @Note\n    \"\"\";"));
        Assert.True(HasBacktracking("new Regex(\"a+\", RegexOptions.Compiled)"));
        Assert.True(HasBacktracking("[GeneratedRegex(@\"(a)+\")]"));
        Assert.True(HasBacktracking("Regex.IsMatch(text, \"a+\")"));
    }

    [Fact]
    public void What_is_allowed_is_not_taken_for_a_fault()
    {
        Assert.False(TooLong(string.Concat(Enumerable.Repeat("line\n", 400))));
        Assert.False(UnexplainedSuppression("#pragma warning disable CA1031 // a loop top: one bad mail must not stop the rest\n#pragma warning restore CA1031"));
        Assert.False(UnexplainedSuppression("[SuppressMessage(\"Design\", \"CA1031\", Justification = \"loop top\")]"));
        Assert.False(HasStatement("Load(\"SelectEvents.sql\"); // SELECT stands there"));
        Assert.False(HasBacktracking("new Regex(\"a+\", RegexOptions.NonBacktracking)"));
    }

    private static bool TooLong(string text) => text.AsSpan().Count('\n') > 400;

    private static bool Unfinished(string text) => Regex.IsMatch(text, NotDone);

    private static bool Region(string text) => Regex.IsMatch(text, "^\\s*#reg" + "ion", RegexOptions.Multiline);

    private static bool UnexplainedSuppression(string text) =>
        text.Contains("#nullable dis" + "able", StringComparison.Ordinal)
        || PragmaWithoutReason().IsMatch(text)
        || Suppression().Matches(text).Any(match => !match.Value.Contains("Justification", StringComparison.Ordinal));

    private static bool HasStatement(string text) => Statement().IsMatch(text);

    private static bool HasBacktracking(string text) =>
        RegexCall().Matches(text).Any(match => !match.Value.Contains("NonBacktracking", StringComparison.Ordinal));

    private static bool IsRegistration(string file) =>
        file.EndsWith("Registration.cs", StringComparison.Ordinal) || file.EndsWith("Setup.cs", StringComparison.Ordinal);

    private static IEnumerable<string> InSource(Func<string, bool> isWrong) =>
        Repository.Files("", ".cs", ".razor", ".sql", ".css", ".js").Where(file => isWrong(Repository.Text(file)));

    private static IEnumerable<string> InProduct(Func<string, bool> isWrong) =>
        Repository.Files("src", ".cs", ".razor").Where(file => isWrong(Repository.Text(file)));

    [GeneratedRegex(@"#pragma warning disabl[e](?![^\n]*//\s*\w)")]
    private static partial Regex PragmaWithoutReason();

    [GeneratedRegex(@"\[(?:assembly:\s*)?(?:Unconditional)?SuppressMessage\([^\]]*\]")]
    private static partial Regex Suppression();

    [GeneratedRegex(@"""\s*(SELECT\s|INSERT\s+(OR\s|INTO\s)|UPDATE\s+\w+\s+SET\s|DELETE\s+FROM\s|CREATE\s+(TABLE|INDEX|UNIQUE)\s|ALTER\s+TABLE\s|DROP\s+(TABLE|INDEX)\s)")]
    private static partial Regex Statement();

    [GeneratedRegex(@"(new Regex\(|\bRegex\.(IsMatch|Match|Matches|Replace|Split|Count|EnumerateMatches)\()[^;]*|\[GeneratedRegex\(.*?\)\]\s*(\n|$)", RegexOptions.Singleline)]
    private static partial Regex RegexCall();
}
