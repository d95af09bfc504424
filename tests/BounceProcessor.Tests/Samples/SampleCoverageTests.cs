using System.Text.Json;
using System.Text.RegularExpressions;

using BounceProcessor.Diagnosis;
using BounceProcessor.Diagnosis.Reading;

using Xunit;

namespace BounceProcessor.Tests.Samples;

public sealed partial class SampleCoverageTests
{
    [Fact]
    public void Every_mail_has_its_expectation_and_the_reverse()
    {
        Assert.Equal(SampleFolder.Names, SampleFolder.NamesOf("*.expected.json", ".expected.json"));
    }

    [Fact]
    public void There_are_enough_samples_from_enough_mail_systems()
    {
        var systems = SampleFolder.Names.Select(name => name.Split('/')[0]).Distinct();

        Assert.True(SampleFolder.Names.Count >= 120, $"{SampleFolder.Names.Count} samples");
        Assert.True(systems.Count() >= 6, string.Join(", ", systems));
    }

    [Fact]
    public void Every_kind_of_mail_has_a_sample()
    {
        var kinds = Expectations().Select(expectation => expectation.GetProperty("kind").GetString());

        Assert.Empty(Codes.All<MailKind>().Except(kinds));
    }

    [Fact]
    public void At_least_25_reasons_have_a_sample()
    {
        var reasons = Recipients().Select(recipient => recipient.TryGetProperty("reason", out var reason) ? reason.GetString() : null)
            .Where(reason => reason is not null).Distinct();

        Assert.True(reasons.Count() >= 25, string.Join(", ", reasons));
    }

    [Fact]
    public void Every_expectation_says_in_one_line_where_the_mail_comes_from()
    {
        var silent = SampleFolder.Names.Where(name =>
            Expectation(name).GetProperty("origin").GetString() is not { Length: > 20 } origin || origin.Contains('\n'));

        Assert.Empty(silent);
    }

    [Fact]
    public void Names_are_numbered_and_say_what_the_sample_shows()
    {
        Assert.DoesNotContain(SampleFolder.Names, name => !SampleName().IsMatch(name));
    }

    [GeneratedRegex("^[a-z0-9.-]+/[0-9]{2}-[a-z0-9-]+$")]
    private static partial Regex SampleName();

    private static JsonElement Expectation(string name) => JsonSerializer.Deserialize<JsonElement>(SampleFolder.Expectation(name));

    private static IEnumerable<JsonElement> Expectations() => SampleFolder.Names.Select(Expectation);

    private static IEnumerable<JsonElement> Recipients() =>
        Expectations().SelectMany(expectation => expectation.TryGetProperty("recipients", out var recipients) ? recipients.EnumerateArray() : default);
}
