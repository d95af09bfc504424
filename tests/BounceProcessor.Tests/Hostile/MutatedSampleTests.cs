using BounceProcessor.Tests.Samples;

using Xunit;

namespace BounceProcessor.Tests.Hostile;

public sealed class MutatedSampleTests
{
    private const int Mails = 4_000;

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
    [InlineData("postfix/01-mailbox-unknown")]
    [InlineData("exim/01-mailbox-unknown")]
    [InlineData("qmail/01-mailbox-unknown")]
    [InlineData("exchange/01-mailbox-unknown")]
    public void Every_truncation_of_a_sample_is_diagnosed(string like)
    {
        var name = SampleFolder.Names.FirstOrDefault(name => name == like) ?? SampleFolder.Names.First(name => name.StartsWith(like[..like.IndexOf('/', StringComparison.Ordinal)], StringComparison.Ordinal));
        var mail = SampleFolder.Mail(name);

        for (var length = 0; length <= Math.Min(mail.Length, 6_000); length++)
        {
            Assert.Null(Diagnoses.Fault(Diagnoses.Of(mail[..length])));
        }
    }

    [Fact]
    public void Every_sample_is_diagnosed_when_cut_at_places_all_over()
    {
        foreach (var mail in SampleFolder.Names.Select(SampleFolder.Mail))
        {
            for (var cut = 1; cut <= 20; cut++)
            {
                Assert.Null(Diagnoses.Fault(Diagnoses.Of(mail[..(mail.Length * cut / 20)])));
                Assert.Null(Diagnoses.Fault(Diagnoses.Of(mail[(mail.Length * cut / 20)..])));
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
