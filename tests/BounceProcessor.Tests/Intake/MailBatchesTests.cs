using System.Globalization;

using BounceProcessor.Intake;
using BounceProcessor.Mailboxes;

using Xunit;

namespace BounceProcessor.Tests.Intake;

public sealed class MailBatchesTests
{
    private static readonly IntakeOptions Options = new() { BatchMails = 3, BatchBytes = 1000 };

    [Theory]
    [InlineData("1 1 1 1", "3 1")]
    [InlineData("600 600 600", "1 1 1")]
    [InlineData("5000 1 1", "1 2")]
    [InlineData("400 400 200 1", "3 1")]
    [InlineData("", "")]
    public void A_page_is_cut_by_count_and_by_bytes(string sizes, string lengths) => Assert.Equal(lengths, Lengths(sizes, sizeLimitBytes: 10_000));

    [Fact]
    public void A_mail_above_the_limit_weighs_no_more_than_the_limit() => Assert.Equal("3", Lengths("90000 90000 90000", sizeLimitBytes: 100));

    private static string Lengths(string sizes, long sizeLimitBytes)
    {
        var entries = sizes.Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Select((size, i) => new MailEntry(
                i.ToString(CultureInfo.InvariantCulture), i, long.Parse(size, CultureInfo.InvariantCulture), DateTimeOffset.UnixEpoch))
            .ToArray();
        return string.Join(' ', MailBatches.Split(entries, Options, sizeLimitBytes).Select(batch => batch.Count));
    }
}
