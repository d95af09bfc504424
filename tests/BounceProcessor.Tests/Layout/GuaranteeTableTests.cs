using System.Reflection;
using System.Text.RegularExpressions;

using Xunit;
using Xunit.v3;

namespace BounceProcessor.Tests.Layout;

/// <summary>docs/operating.md states guarantees and names the tests that hold them; none may be named that does not exist.</summary>
public sealed partial class GuaranteeTableTests
{
    [Fact]
    public void Every_test_that_the_table_of_guarantees_names_exists() => Assert.DoesNotContain(Named(), name => !IsTest(name));

    [Fact]
    public void Every_guarantee_names_a_test() => Assert.DoesNotContain(Rows(), row => !TestName().IsMatch(row));

    [Fact]
    public void Every_fault_test_holds_a_guarantee()
    {
        var named = Named().ToHashSet(StringComparer.Ordinal);

        var idle = typeof(GuaranteeTableTests).Assembly.GetTypes()
            .Where(type => type.Namespace == "BounceProcessor.Tests.Faults" && type != typeof(Faults.ExactlyTests) && type.GetMethods().Any(IsTest))
            .Where(type => !type.GetMethods().Any(method => named.Contains($"{type.Name}.{method.Name}")))
            .Select(type => type.Name);

        Assert.Empty(idle);
    }

    [Fact]
    public void A_name_that_is_none_is_found()
    {
        Assert.True(IsTest("GuaranteeTableTests.A_name_that_is_none_is_found"));
        Assert.False(IsTest("GuaranteeTableTests.Rows"));
        Assert.False(IsTest("NoTests.At_all"));
    }

    private static List<string> Rows()
    {
        var rows = Repository.Text("docs/operating.md").Split('\n')
            .SkipWhile(line => line != "## Guarantees").Skip(1).TakeWhile(line => !line.StartsWith("## ", StringComparison.Ordinal))
            .Where(line => line.StartsWith('|')).Skip(2).ToList();
        Assert.NotEmpty(rows);
        return rows;
    }

    private static IEnumerable<string> Named() => Rows().SelectMany(row => TestName().Matches(row)).Select(match => match.Groups[1].Value);

    private static bool IsTest(string name) => name.Split('.') is [var type, var method]
        && typeof(GuaranteeTableTests).Assembly.GetTypes().Where(candidate => candidate.Name == type)
            .Any(candidate => candidate.GetMethod(method) is { } found && IsTest(found));

    private static bool IsTest(MethodInfo method) => method.GetCustomAttributes().OfType<IFactAttribute>().Any();

    [GeneratedRegex(@"`(\w+\.\w+)`")]
    private static partial Regex TestName();
}
