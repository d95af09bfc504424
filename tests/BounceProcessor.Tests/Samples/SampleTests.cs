using BounceProcessor.Diagnosis;
using BounceProcessor.Diagnosis.Reasons;

using Xunit;

namespace BounceProcessor.Tests.Samples;

public sealed class SampleTests
{
    private static readonly MailDiagnoser Diagnoser = new(RuleBook.Embedded);

    public static TheoryData<string> Names => [.. SampleFolder.Names];

    [Theory]
    [MemberData(nameof(Names))]
    public void Sample_is_read_as_its_expectation_says(string name)
    {
        var diagnosis = Diagnoser.Diagnose(SampleFolder.Mail(name), TestContext.Current.CancellationToken);

        var differences = SampleComparison.Differences(SampleFolder.Expectation(name), diagnosis);

        if (differences.Count > 0)
        {
            Assert.Fail($"samples/bounces/{name}.eml (kind told by: {diagnosis.Reading.KindEvidence})\n  {string.Join("\n  ", differences)}");
        }
    }
}
