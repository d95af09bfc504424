using Xunit;

namespace BounceProcessor.Tests.Hostile;

/// <summary>Work is counted in bytes allocated, which unlike time is the same on every machine; the benchmarks time the same mails.</summary>
public sealed class TrapTests
{
    private const int Size = 60_000;

    // What a mail costs whatever is in it: buffers that double, patterns set up at their first use.
    private const long Fixed = 6_000_000;

    public static TheoryData<string> All => [.. Traps.Names];

    [Theory]
    [MemberData(nameof(All))]
    public void Work_grows_no_faster_than_the_mail(string trap)
    {
        Diagnoses.Of(Traps.Mail(trap, Size));
        var one = Allocated(Traps.Mail(trap, Size));
        var four = Allocated(Traps.Mail(trap, 4 * Size));

        Assert.True(four < Fixed + (6 * one), $"{one:N0} bytes for {Size:N0} characters, {four:N0} for four times as many");
    }

    [Theory]
    [MemberData(nameof(All))]
    public void What_comes_out_is_bounded(string trap) => Assert.Null(Diagnoses.Fault(Diagnoses.Of(Traps.Mail(trap, 20 * Size))));

    [Theory]
    [InlineData("recipients in a report", 10_000)]
    [InlineData("recipients in words", 1_000)]
    [InlineData("failed recipients in a header", 1_000)]
    public void Recipients_are_read_up_to_the_limit(string trap, int limit)
    {
        var recipients = Diagnoses.Of(Traps.Mail(trap, 8_000_000)).Recipients;

        Assert.InRange(recipients.Count, 2, limit);
    }

    [Fact]
    public void Ten_megabytes_in_one_line_are_no_obstacle()
    {
        var mail = Traps.Mail("one long header", 10_000_000);

        Assert.Equal("ana@example.org", Assert.Single(Diagnoses.Of(mail).Recipients).Recipient.Address);
    }

    [Fact]
    public void A_header_of_ten_megabytes_inside_a_part_is_no_obstacle()
    {
        var mail = Traps.Mail("one long header in a returned mail", 10_000_000);

        Assert.Equal("ana@example.org", Assert.Single(Diagnoses.Of(mail).Recipients).Recipient.Address);
    }

    private static long Allocated(byte[] mail)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        Diagnoses.Of(mail);
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }
}
