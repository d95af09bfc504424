using System.Text;

using BounceProcessor.Senders;
using BounceProcessor.Sending.Composing;
using BounceProcessor.Sending.Connecting;
using BounceProcessor.Sending.Records;
using BounceProcessor.Tests.Sending.Connecting;
using BounceProcessor.Tests.Servers;

using Xunit;

namespace BounceProcessor.Tests.Sending.Composing;

/// <summary>A stored mail through MailKit to a server.</summary>
public sealed class StoredSendingTests : IAsyncLifetime
{
    private readonly SmtpSink _sink = new();
    private ComposingLine? _line;

    private ComposingLine Line => _line ?? throw new InvalidOperationException("The test was not started.");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _line = await ComposingLine.StartAsync();

    public async ValueTask DisposeAsync()
    {
        await Line.DisposeAsync();
        await _sink.DisposeAsync();
    }

    [Theory]
    [InlineData("8BITMIME")]
    [InlineData("PIPELINING,SIZE 10000000,8BITMIME,DSN")]
    [InlineData("CHUNKING,BINARYMIME,PIPELINING,SMTPUTF8,8BITMIME")]
    public async Task It_arrives_byte_by_byte_whatever_the_server_offers(string offers)
    {
        _sink.Offers = offers.Split(',');
        var settings = ComposingLine.Settings(SenderMode.DirectoReplyTo);
        var composed = Line.Mail(
            ComposingLine.Request() with { Text = "Tere\n.\n..\nFrom siit\n", Html = "<p>õ</p>", Attachments = [new MailAttachment("a.pdf", null, new byte[60_000], null)] }, settings).Composed;
        var sent = Line.Transmit(composed, settings);

        var outcome = await SendAsync(sent, Line.Senders.For(ComposingLine.Company, settings, 12).Address, composed.Groups[0]);

        var mail = Assert.Single(_sink.Mails);
        Assert.Equal(RecipientVerdict.Accepted, Assert.Single(outcome.Recipients).Verdict);
        Assert.Equal(Encoding.UTF8.GetString(composed.Content.Span).TrimEnd(), mail.Text[(mail.Text.IndexOf("\r\n", StringComparison.Ordinal) + 2)..].TrimEnd());
        Assert.StartsWith("X-BounceProcessor-Token: t", mail.Text, StringComparison.Ordinal);
        Assert.StartsWith("firmanimi+t", mail.From, StringComparison.Ordinal);
        Assert.DoesNotContain(_sink.Commands, command => command.StartsWith("MAIL", StringComparison.Ordinal) && command.Contains("SIZE=", StringComparison.Ordinal) && !command.Contains($"SIZE={sent.SizeBytes}", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Headers_in_UTF_8_are_announced_although_the_envelope_is_ASCII()
    {
        _sink.Offers = ["SMTPUTF8", "8BITMIME"];
        var settings = ComposingLine.Settings(SenderMode.DirectoReplyTo);
        var composed = Line.Mail(ComposingLine.Request(ComposingLine.To("ana@example.org"), new(RecipientKind.Cc, "jõulu@example.org", null)), settings).Composed;

        await SendAsync(Line.Transmit(composed, settings), "firmanimi@event.data.directo.ee", composed.Groups[0]);

        Assert.Equal("ana@example.org", Assert.Single(_sink.Mails).To);
        Assert.Contains("SMTPUTF8", Assert.Single(_sink.Commands, command => command.StartsWith("MAIL", StringComparison.Ordinal)), StringComparison.Ordinal);
        Assert.Contains("Cc: jõulu@example.org", _sink.Mails.Single().Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_without_SMTPUTF8_is_not_given_such_a_mail_and_it_is_told_why()
    {
        _sink.Offers = ["8BITMIME"];
        var composed = Line.Mail(ComposingLine.Request(ComposingLine.To("jõulu@example.org"))).Composed;

        var outcome = await SendAsync(Line.Transmit(composed), "mari@firmanimi.example", composed.Groups[0]);

        Assert.Empty(_sink.Mails);
        Assert.Equal(RecipientVerdict.Refused, Assert.Single(outcome.Recipients).Verdict);
        Assert.Contains("SMTPUTF8", outcome.Recipients[0].Words, StringComparison.Ordinal);
    }

    private async Task<SubmissionOutcome> SendAsync(StoredMessage message, string sender, RecipientGroup group)
    {
        await using var client = await SubmissionConnector.OpenAsync(
            TestSettings.Of(_sink.Port), new SubmissionCredentials(null, null, null, TimeProvider.System), new ConnectingOptions(), TimeProvider.System, Token);
        return await client.SendAsync(new SubmissionMail(message, sender, [.. group.Recipients.Select(one => one.Address)], null), new EndPermission(() => Task.CompletedTask), Token);
    }
}
