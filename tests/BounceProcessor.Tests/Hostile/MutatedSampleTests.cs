using BounceProcessor.Tests.Samples;

using Xunit;

namespace BounceProcessor.Tests.Hostile;

public sealed class MutatedSampleTests
{
    private const int Mails = 3_000;

    // Another one makes other mails; the run on demand takes any.
    private const long Seed = 20_261_123;

    private static readonly MailMutator Mutator = new([.. SampleFolder.Names.Select(SampleFolder.Mail).Where(mail => mail.Length > 0)]);

    [Fact]
    public void Mutated_samples_are_diagnosed_within_bounds_and_always_alike()
    {
        for (var seed = Seed; seed < Seed + Mails; seed++)
        {
            var mail = Mutator.Mutate(seed);
            var fault = FaultOf(mail.Bytes);

            Assert.True(fault is null, $"seed {seed} ({mail.Mutations}): {fault}");
        }
    }

    [Fact]
    public void A_seed_always_makes_the_same_mail()
    {
        Assert.Equal(Mutator.Mutate(7).Bytes, Mutator.Mutate(7).Bytes);
        Assert.NotEqual(Mutator.Mutate(7).Bytes, Mutator.Mutate(8).Bytes);
    }

    [Theory]
    [InlineData("postfix")]
    [InlineData("exim")]
    [InlineData("qmail")]
    [InlineData("exchange")]
    public void The_smallest_sample_of_a_system_is_diagnosed_when_cut_anywhere(string system)
    {
        var mail = SampleFolder.Names.Where(name => name.StartsWith(system + "/", StringComparison.Ordinal)).Select(SampleFolder.Mail).MinBy(mail => mail.Length) ?? [];

        Assert.NotEmpty(mail);
        for (var length = 0; length <= mail.Length; length++)
        {
            Assert.Null(Diagnoses.Fault(Diagnoses.Of(mail[..length])));
        }
    }

    [Fact]
    public void Every_sample_is_diagnosed_when_cut_at_places_all_over()
    {
        foreach (var mail in SampleFolder.Names.Select(SampleFolder.Mail))
        {
            for (var cut = 1; cut <= 10; cut++)
            {
                Assert.Null(Diagnoses.Fault(Diagnoses.Of(mail[..(mail.Length * cut / 10)])));
                Assert.Null(Diagnoses.Fault(Diagnoses.Of(mail[(mail.Length * cut / 10)..])));
            }
        }
    }

    private static string? FaultOf(byte[] mail)
    {
        try
        {
            var first = Diagnoses.Of(mail);
            return Diagnoses.Fault(first) ?? (Diagnoses.Text(first) == Diagnoses.Text(Diagnoses.Of(mail)) ? null : "two diagnoses of it differ");
        }
#pragma warning disable CA1031 // any exception at all is the fault that is looked for
        catch (Exception fault)
#pragma warning restore CA1031
        {
            return fault.ToString();
        }
    }
}
