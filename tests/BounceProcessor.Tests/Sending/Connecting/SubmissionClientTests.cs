using BounceProcessor.Sending.Connecting;
using BounceProcessor.Tests.Servers;

using MimeKit;

using Xunit;

namespace BounceProcessor.Tests.Sending.Connecting;

public sealed class SubmissionClientTests : IAsyncLifetime
{
    private static readonly Func<CancellationToken, Task> Nothing = _ => Task.CompletedTask;

    private readonly SmtpSink _sink = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _sink.DisposeAsync();

    [Fact]
    public async Task A_mail_goes_out_with_the_envelope_asked_for_and_not_that_of_its_headers()
    {
        await using var client = await OpenAsync();

        var outcome = await client.SendAsync(Mail("bounces@event.data.directo.ee", "jaan@example.net"), Nothing, Token);

        var mail = Assert.Single(_sink.Mails);
        Assert.Equal(("bounces@event.data.directo.ee", "jaan@example.net"), (mail.From, mail.To));
        Assert.Contains("Subject: Arve 1024", mail.Text, StringComparison.Ordinal);
        Assert.Equal((RecipientVerdict.Accepted, "4ABC"), (Assert.Single(outcome.Recipients).Verdict, outcome.QueueId));
    }

    [Theory]
    [InlineData("8BITMIME")]
    [InlineData("PIPELINING,SIZE 1000000,8BITMIME")]
    [InlineData("CHUNKING,BINARYMIME,PIPELINING")]
    public async Task A_refused_recipient_does_not_stop_the_others(string offers)
    {
        _sink.Offers = offers.Split(',');
        _sink.RecipientAnswers["gone@example.net"] = "550-5.1.1 The account\r\n550 5.1.1 does not exist";
        _sink.RecipientAnswers["busy@example.net"] = "451 4.7.1 Greylisted";
        await using var client = await OpenAsync();

        var outcome = await client.SendAsync(Mail("mari@firmanimi.example", "gone@example.net", "jaan@example.net", "busy@example.net"), Nothing, Token);

        Assert.Equal(["jaan@example.net"], Assert.Single(_sink.Mails).Recipients);
        Assert.Equal(
            [(RecipientVerdict.Refused, "550 5.1.1 The account does not exist"), (RecipientVerdict.Accepted, "250 2.0.0 Ok: queued as 4ABC"), (RecipientVerdict.Deferred, "451 4.7.1 Greylisted")],
            outcome.Recipients.Select(recipient => (recipient.Verdict, recipient.Words)));
    }

    private static SubmissionMail Mail(string sender, params string[] recipients)
    {
        var message = new MimeMessage { Subject = "Arve 1024", Body = new TextPart("plain") { Text = "Tere!\n.\n..\nLõpp" } };
        message.From.Add(new MailboxAddress("Mari", "mari@firmanimi.example"));
        message.To.Add(new MailboxAddress("", "somebody-else@example.net"));
        return new SubmissionMail(message, sender, recipients, "ENV1");
    }

    private Task<SubmissionClient> OpenAsync() =>
        SubmissionConnector.OpenAsync(TestSettings.Of(_sink.Port), new SubmissionCredentials(null, null, null, TimeProvider.System), new ConnectingOptions(), TimeProvider.System, Token);
}
