using System.Text;
using System.Text.RegularExpressions;

using BounceProcessor.Companies;
using BounceProcessor.Senders;
using BounceProcessor.Sending.Composing;
using BounceProcessor.Sending.Records;
using BounceProcessor.Tests.Layout;

using MimeKit;

using Xunit;

namespace BounceProcessor.Tests.Sending.Composing;

/// <summary>The mails that docs/sending.md shows are those that are composed.</summary>
public sealed partial class DocumentedMailTests : IAsyncLifetime
{
    private ComposingLine? _line;

    private ComposingLine Line => _line ?? throw new InvalidOperationException("The test was not started.");

    public async ValueTask InitializeAsync() => _line = await ComposingLine.StartAsync();

    public ValueTask DisposeAsync() => Line.DisposeAsync();

    [Fact]
    public void The_document_shows_what_each_mode_sends()
    {
        var company = ComposingLine.Company with { BounceReturn = BounceReturn.EventAddress, SendingAddresses = ["arved@firmanimi.example"] };
        var request = ComposingLine.Request();

        string[] sent =
        [
            Sent(request, SenderMode.Directo, ComposingLine.Company),
            Sent(request with { From = "arved@firmanimi.example", IsAutomatic = true }, SenderMode.Smtp, company),
            Sent(request with { Recipients = [.. request.Recipients, new(RecipientKind.Bcc, "arhiiv@firmanimi.example", null)] }, SenderMode.Microsoft365Oauth, company),
            Sent(request with { Html = "<p>Tere</p>", Attachments = [new MailAttachment("Arve 1024.pdf", null, "%PDF-1.4"u8.ToArray(), null)] }, SenderMode.DirectoReplyTo, company),
        ];

        Assert.Equal(Blocks(), sent.Select(Comparable));
    }

    private static IEnumerable<string> Blocks() =>
        Block().Matches(Repository.Text("docs/sending.md")).Select(match => match.Groups[1].Value).Where(text => text.StartsWith("MAIL FROM:", StringComparison.Ordinal)).Select(Comparable);

    // Keys and boundaries are made at random.
    private static string Comparable(string text) => Boundary().Replace(Token().Replace(text, "$1token"), "boundary").Trim();

    private string Sent(MailRequest request, SenderMode mode, Company company)
    {
        var settings = ComposingLine.Settings(mode);
        var composed = Line.Mail(request, settings, company).Composed;
        using var bytes = new MemoryStream();
        Line.Transmit(composed, settings, company).WriteTo(new FormatOptions { NewLineFormat = NewLineFormat.Dos }, bytes, TestContext.Current.CancellationToken);
        var text = new StringBuilder($"MAIL FROM:<{Line.Senders.For(company, settings, 12).Address}>\n");
        foreach (var recipient in Assert.Single(composed.Groups).Recipients)
        {
            text.Append("RCPT TO:<").Append(recipient.Address).Append(">\n");
        }

        return text.Append('\n').Append(Encoding.UTF8.GetString(bytes.ToArray()).Replace("\r\n", "\n", StringComparison.Ordinal)).ToString();
    }

    [GeneratedRegex("```text\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Block();

    [GeneratedRegex(@"(?<=\W)([mt])[a-z2-7]{30}\b")]
    private static partial Regex Token();

    [GeneratedRegex(@"=-[\w+/]{22}==")]
    private static partial Regex Boundary();
}
