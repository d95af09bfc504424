using System.Text;

using BounceProcessor.Host.Commands.Diagnosing;

using Xunit;

namespace BounceProcessor.Tests.Commands.Diagnosing;

public sealed class MboxReaderTests
{
    private const string Separator = "From a@example.org Mon Nov 23 08:00:00 2026\n";

    [Fact]
    public void A_quoted_From_line_loses_one_quote() =>
        Assert.Equal(["A: b\n\nFrom here\n>From there\n"], Read(Separator + "A: b\n\n>From here\n>>From there\n"));

    [Fact]
    public void A_sentence_that_begins_with_From_does_not_split_a_mail() =>
        Assert.Single(Read(Separator + "A: b\n\nHello\n\nFrom Monday on we are closed.\n"));

    [Fact]
    public void Separators_without_a_date_split_when_the_first_one_has_none() =>
        Assert.Equal(2, Read("From a@example.org\nA: b\n\nx\n\nFrom c@example.org\nD: e\n\ny\n").Count);

    [Fact]
    public void A_separator_without_an_empty_line_before_it_is_text() =>
        Assert.Single(Read(Separator + "A: b\n\nx\n" + Separator + "y\n"));

    [Fact]
    public void Windows_line_ends_are_understood() =>
        Assert.Equal(2, Read((Separator + "A: b\n\nx\n\n" + Separator + "C: d\n\ny\n").Replace("\n", "\r\n", StringComparison.Ordinal)).Count);

    [Fact]
    public void A_line_longer_than_the_buffer_stays_whole()
    {
        var line = new string('x', 200_000);

        Assert.Equal(["A: " + line + "\n\nFrom inside\n"], Read(Separator + "A: " + line + "\n\n>From inside\n"));
    }

    [Fact]
    public void What_stands_before_the_first_separator_is_a_mail() =>
        Assert.Equal(2, Read("A: b\n\nx\n\n" + Separator + "C: d\n\ny\n").Count);

    [Fact]
    public void An_empty_file_has_no_mail() => Assert.Empty(Read(""));

    private static List<string> Read(string mbox)
    {
        var mails = new List<string>();
        foreach (var mail in new MboxReader(new MemoryStream(Encoding.UTF8.GetBytes(mbox))).ReadMails(TestContext.Current.CancellationToken))
        {
            using (mail)
            {
                mails.Add(Encoding.UTF8.GetString(mail.Memory.Span));
            }
        }

        return mails;
    }
}
