using System.Net;

using BounceProcessor.Senders;
using BounceProcessor.Sending.Checking;
using BounceProcessor.Sending.Connecting;
using BounceProcessor.SignIn;
using BounceProcessor.Tests.Sending.Checking;
using BounceProcessor.Tests.Servers;
using BounceProcessor.Tests.SignIn;

using MimeKit;

using Xunit;

namespace BounceProcessor.Tests.Sending.Connecting;

/// <summary>The connection test and submissions with a real Postfix, whose sign-ins a real Dovecot checks.</summary>
public sealed class PostfixSubmissionTests : IAsyncLifetime
{
    private const string User = "mari@firmanimi.example";

    private readonly SmtpSink _far = new() { Offers = ["PIPELINING", "DSN", "SIZE 10000000", "8BITMIME"] };
    private PostfixServer? _postfix;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private PostfixServer Postfix => _postfix ?? throw new InvalidOperationException("Postfix did not start.");

    public async ValueTask InitializeAsync() => _postfix = await PostfixServer.StartAsync(_far.Port, Token);

    public async ValueTask DisposeAsync()
    {
        if (_postfix is { } postfix)
        {
            await postfix.DisposeAsync();
        }

        await _far.DisposeAsync();
    }

    [Fact]
    public async Task Both_ports_pass_the_test_and_each_wrong_choice_is_told()
    {
        var startTls = await RunAsync(Postfix.SubmissionPort, SubmissionTls.StartTls, PostfixServer.Password);
        var ssl = await RunAsync(Postfix.SmtpsPort, SubmissionTls.SslOnConnect, PostfixServer.Password);
        var sslAtPlain = await RunAsync(Postfix.SubmissionPort, SubmissionTls.SslOnConnect, PostfixServer.Password);
        var plainAtSsl = await RunAsync(Postfix.SmtpsPort, SubmissionTls.StartTls, PostfixServer.Password);
        var noTls = await RunAsync(Postfix.SubmissionPort, SubmissionTls.None, PostfixServer.Password);
        var wrong = await RunAsync(Postfix.SubmissionPort, SubmissionTls.StartTls, "wrong-password");
        var foreign = await RunAsync(Postfix.SmtpsPort, SubmissionTls.SslOnConnect, PostfixServer.Password, "else@foreign.example.test");

        Assert.Equal(["ok", "ok"], new[] { startTls, ssl }.Select(run => run.Steps.Any(step => step.Outcome == SenderCheckOutcome.Failed) ? run.Failed.Text.En : "ok"));
        Assert.Contains("C: STARTTLS", startTls.Transcript, StringComparison.Ordinal);
        Assert.Contains("S: 235 2.7.0 Authentication successful", startTls.Transcript, StringComparison.Ordinal);
        Assert.Contains("C: MAIL FROM:<mari@firmanimi.example>", ssl.Transcript, StringComparison.Ordinal);
        sslAtPlain.AssertFailed("TLS and certificate", "it greets without encryption (\"220 mail.example.test ESMTP Postfix", "see tervitab krüptimata");
        plainAtSsl.AssertFailed("greeting", "it expects TLS from the first byte (SSL)", "ootab TLS-i esimesest baidist (SSL)");
        noTls.AssertFailed("sign-in", "offers no sign-in without encryption", "ei paku krüptimata ühenduses sisselogimist");
        wrong.AssertFailed("sign-in", "was refused (535 5.7.8 Error: authentication failed", "lükati tagasi (535 5.7.8 Error: authentication failed");
        foreign.AssertFailed("sender", "does not let \"mari@firmanimi.example\" send as \"else@foreign.example.test\"", "ei luba kasutajal \"mari@firmanimi.example\" saata aadressilt \"else@foreign.example.test\"");
        Assert.Empty(_far.Mails);
    }

    [Fact]
    public async Task An_access_token_signs_in_by_xoauth2_and_an_expired_one_is_told_in_the_servers_words()
    {
        using var folder = new TestFolder();
        await using var endpoint = await TokenEndpoint.StartAsync();
        await using var line = await SignInLine.StartAsync(folder, endpoint);
        var now = TimeProvider.System.GetUtcNow();
        endpoint.AccessToken = (_, number) => PostfixServer.AccessToken(User, now.AddHours(number == 1 ? 1 : -1));

        var good = await TokenAsync(line, endpoint, "firmanimi");
        var bad = await TokenAsync(line, endpoint, "teine");

        Assert.DoesNotContain(good.Steps, step => step.Outcome == SenderCheckOutcome.Failed);
        Assert.Contains("C: AUTH XOAUTH2 ***", good.Transcript, StringComparison.Ordinal);
        bad.AssertFailed("sign-in", "XOAUTH2: 535 5.7.8 Error: authentication failed", "XOAUTH2: 535 5.7.8 Error: authentication failed");
        Assert.Contains("the token expired at", bad.Failed.Text.En, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_mail_goes_on_with_its_envelope_and_the_reports_asked_for_and_a_refused_recipient_stays_behind()
    {
        var settings = TestSettings.Of(Postfix.SubmissionPort, SubmissionTls.StartTls, User);
        var options = new ConnectingOptions();
        options.CertificateSha256[IPAddress.Loopback.ToString()] = [Postfix.CertificateSha256];
        await using var client = await SubmissionConnector.OpenAsync(settings, new SubmissionCredentials(PostfixServer.Password, null, null, TimeProvider.System), options, TimeProvider.System, Token);
        var message = new MimeMessage { Subject = "Arve 1024", Body = new TextPart("plain") { Text = "Tere!\n" } };
        message.From.Add(new MailboxAddress("Mari", User));

        var early = 0;
        var end = new EndPermission(() => Task.CompletedTask) { WhenDataLeaves = _ => Task.FromResult(++early) };
        var outcome = await client.SendAsync(
            new SubmissionMail(TestMails.Stored(message), "firmanimi+abc@event.data.directo.ee", ["jaan@example.net", "gone@refused.example.test"], "T42"), end, Token);

        Assert.Equal(1, early);
        Assert.True(client.OffersDsn);
        Assert.Equal(1_048_576, client.SizeLimitBytes);
        Assert.Equal([RecipientVerdict.Accepted, RecipientVerdict.Refused], outcome.Recipients.Select(one => one.Verdict));
        Assert.Contains("550 5.1.1 <gone@refused.example.test>: Recipient address rejected: User unknown", outcome.Recipients[1].Words, StringComparison.Ordinal);
        Assert.Contains(outcome.QueueId ?? "none", Postfix.Log, StringComparison.Ordinal);
        await UntilAsync(() => !_far.Mails.IsEmpty);
        Assert.Equal(("firmanimi+abc@event.data.directo.ee", "jaan@example.net"), (Assert.Single(_far.Mails).From, Assert.Single(_far.Mails).To));
        Assert.Contains(_far.Commands, line => line.StartsWith("MAIL FROM:", StringComparison.Ordinal) && line.Contains("RET=HDRS", StringComparison.Ordinal) && line.Contains("ENVID=T42", StringComparison.Ordinal));
        Assert.Contains(_far.Commands, line => line.StartsWith("RCPT TO:", StringComparison.Ordinal) && line.Contains("NOTIFY=FAILURE,DELAY", StringComparison.Ordinal)
            && line.Contains("ORCPT=rfc822;jaan@example.net", StringComparison.Ordinal));
    }

    private static async Task UntilAsync(Func<bool> isSo)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Token);
        limit.CancelAfter(TimeSpan.FromMinutes(1));
        while (!isSo())
        {
            await Task.Delay(50, limit.Token);
        }
    }

    private Task<CheckRun> RunAsync(int port, SubmissionTls tls, string password, string? sender = null)
    {
        var run = new CheckRun { Settings = TestSettings.Of(port, tls, User), Password = password, EnvelopeSender = sender }.Pinned(Postfix.CertificateSha256);
        run.Options.ConnectTimeout = TimeSpan.FromSeconds(5);
        return run.RunAsync();
    }

    private Task<CheckRun> TokenAsync(SignInLine line, TokenEndpoint endpoint, string company)
    {
        var account = new TokenAccount(
            "mari",
            Microsoft365Options.Section,
            company,
            User,
            new OAuthOptions { Grant = TokenGrant.MicrosoftApp, Tenant = "firma.example", ClientId = Guid.NewGuid().ToString(), ClientSecret = "the-client-secret", Authority = endpoint.Authority })
        {
            Purpose = TokenPurpose.SendMail,
        };
        return new CheckRun
        {
            Settings = TestSettings.Of(Postfix.SubmissionPort, SubmissionTls.StartTls, User, SubmissionSignIn.Xoauth2),
            Credentials = new SubmissionCredentials(null, account, line.Tokens, TimeProvider.System),
        }.Pinned(Postfix.CertificateSha256).RunAsync();
    }
}
