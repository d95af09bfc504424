using BounceProcessor.Diagnosis.Reading;

using Xunit;

namespace BounceProcessor.Tests.Reading;

public sealed class KindEvidenceTests
{
    [Fact]
    public void The_written_form_reads_back()
    {
        var evidence = new KindEvidence(KindSign.AutomaticHeader, "Auto-Submitted: auto-replied");

        Assert.Equal(evidence, KindEvidence.Parse(evidence.ToString()));
    }

    [Fact]
    public void A_sign_without_a_value_is_its_code() =>
        Assert.Equal("challenge-words", new KindEvidence(KindSign.ChallengeWords, "").ToString());

    [Fact]
    public void A_sentence_is_no_written_form() => Assert.Null(KindEvidence.Parse("multipart/report with 2 recipient group(s)"));
}
