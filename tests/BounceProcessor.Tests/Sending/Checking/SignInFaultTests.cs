using System.Text;

using BounceProcessor.Senders;
using BounceProcessor.Tests.Sending.Connecting;
using BounceProcessor.Tests.Servers;

using Xunit;

namespace BounceProcessor.Tests.Sending.Checking;

public sealed class SignInFaultTests
{
    private const string User = "mari@firmanimi.example";

    [Theory]
    [InlineData("535 5.7.3 Authentication unsuccessful [HE1PR0.EURPRD.PROD.OUTLOOK.COM]", "Authenticated SMTP is off for the mailbox, or passwords are not allowed", "postkastil on Authenticated SMTP väljas")]
    [InlineData("535 5.7.139 Authentication unsuccessful, SmtpClientAuthentication is disabled for the Tenant. Visit https://aka.ms/smtp_auth_disabled", "switched off for the whole organisation", "kogu asutusel välja lülitatud")]
    [InlineData("535 5.7.139 Authentication unsuccessful, SmtpClientAuthentication is disabled for the Mailbox.", "switched off for the mailbox \"mari@firmanimi.example\"", "postkastil \"mari@firmanimi.example\" välja lülitatud")]
    [InlineData("535 5.7.139 Authentication unsuccessful, basic authentication is disabled.", "takes no user name and password", "ei võta siin kasutajanime ja parooli")]
    [InlineData("535 5.7.139 Authentication unsuccessful, user is locked by your organization's security defaults policy.", "security defaults", "security defaults")]
    [InlineData("535 5.7.139 Authentication unsuccessful, the request did not meet the criteria to be authenticated successfully.", "conditional access", "conditional access")]
    [InlineData("535 5.7.139 Authentication unsuccessful, the user credentials were incorrect.", "does not know this user name with this password", "ei tunne seda kasutajanime selle parooliga")]
    [InlineData("535 5.7.139 Authentication unsuccessful", "by a rule of the organisation", "asutuse reegli tõttu")]
    [InlineData("535-5.7.8 Username and Password not accepted. For more information, go to\r\n535 5.7.8 https://support.google.com/mail/?p=BadCredentials", "it takes app passwords only", "sobivad ainult rakenduse paroolid")]
    [InlineData("535 5.7.8 Error: authentication failed", "many servers want the whole address", "paljud serverid tahavad kogu aadressi")]
    [InlineData("535-5.7.9 Application-specific password required. Learn more at\r\n535 5.7.9 https://support.google.com/mail/?p=InvalidSecondFactor", "Google wants an app password", "Google tahab siin rakenduse parooli")]
    [InlineData("534-5.7.9 Application-specific password required. Learn more at\r\n534 5.7.9 https://support.google.com/mail/?p=InvalidSecondFactor", "Google wants an app password", "Google tahab siin rakenduse parooli")]
    [InlineData("534-5.7.14 Please log in via your web browser and then try again.\r\n534 5.7.14 Learn more at https://support.google.com/mail/answer/78754", "confirm this sign-in in a browser", "kinnitaks selle sisselogimise brauseris")]
    [InlineData("530 5.7.57 Client not authenticated to send mail.", "Exchange wants a sign-in before it takes mail", "tahab enne kirja vastuvõtmist sisselogimist")]
    [InlineData("550 5.7.30 Basic authentication is not supported for Client Submission.", "takes no user name and password for sending any more", "ei võta saatmiseks enam kasutajanime ja parooli")]
    [InlineData("504 5.7.4 Unrecognized authentication type", "Authenticated SMTP is off for the mailbox", "postkastil on Authenticated SMTP väljas")]
    [InlineData("538 5.7.11 Encryption required for requested authentication mechanism", "over an encrypted connection only", "ainult krüptitud ühenduses")]
    [InlineData("530 5.7.0 Must issue a STARTTLS command first", "over an encrypted connection only", "ainult krüptitud ühenduses")]
    [InlineData("454 4.7.0 Temporary authentication failure", "cannot check the sign-in just now", "ei saa praegu sisselogimist kontrollida")]
    [InlineData("430 4.2.0 STOREDRV; mailbox logon failure; failed to process message with exception: cannot open mailbox", "not the mailbox \"mari@firmanimi.example\"", "mitte postkasti \"mari@firmanimi.example\"")]
    [InlineData("421 4.7.66 TLS 1.0 and 1.1 are not supported", "wants a newer TLS", "nõuab uuemat TLS-i")]
    [InlineData("503 5.5.1 AUTH not available", "sign-in belongs to 587 or 465", "sisselogimine käib pordis 587 või 465")]
    [InlineData("599 5.9.9 The moon is wrong", "ask who runs the server what reply 599 means", "mida vastus 599 seal tähendab")]
    public async Task A_refused_password_is_told_with_cause_and_remedy(string reply, string english, string estonian)
    {
        await using var server = new ScriptedSmtpServer(line => line.StartsWith("AUTH", StringComparison.Ordinal) ? reply : null);

        var run = await RunAsync(server);

        run.AssertFailed("sign-in", english, estonian);
        Assert.Contains(reply.Split("\r\n")[0][..3], run.Failed.Text.Et, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("535 5.7.139 Authentication unsuccessful, basic authentication is disabled.")]
    [InlineData("550 5.7.30 Basic authentication is not supported for Client Submission.")]
    public async Task Microsofts_timetable_is_told_with_the_day_of_the_knowledge(string reply)
    {
        await using var server = new ScriptedSmtpServer(line => line.StartsWith("AUTH", StringComparison.Ordinal) ? reply : null);

        var run = await RunAsync(server);

        Assert.Contains("as told on 27 January 2026: from the end of December 2026", run.Failed.Text.En, StringComparison.Ordinal);
        Assert.Contains("27. jaanuari 2026 teate järgi: alates 2026. aasta detsembri lõpust", run.Failed.Text.Et, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(ScriptedSmtpServer.Close)]
    [InlineData(ScriptedSmtpServer.Silence)]
    public async Task Err_334_a_challenge_that_was_not_completed_is_told_with_the_servers_question(string then)
    {
        await using var server = new ScriptedSmtpServer(line => line switch
        {
            _ when line.StartsWith("AUTH LOGIN", StringComparison.Ordinal) => $"334 {Base64("Username:")}",
            _ when line == Base64(User) => $"334 {Base64("Password:")}",
            _ when line == Base64("canary-password") => then,
            _ => null,
        })
        { Offers = ["AUTH LOGIN"] };

        var run = await RunAsync(server);

        run.AssertFailed("sign-in", "the server asked for credentials (334 Password:) but sign-in was not completed", "server küsis paroolivahetust (334 Password:), kuid autentimist ei lõpetatud");
        Assert.Contains("„ERR: 334“", run.Failed.Text.Et, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Err_334_a_server_that_only_ever_challenges_is_told()
    {
        await using var server = new ScriptedSmtpServer(line => line.StartsWith("MAIL", StringComparison.Ordinal) || line.Contains("LO", StringComparison.Ordinal) ? null : "334 ") { Offers = ["AUTH PLAIN"] };
        var run = new CheckRun { Settings = TestSettings.Of(server.Port, username: User), Password = "canary-password" };
        run.Options.ReplyTimeout = TimeSpan.FromSeconds(2);
        await run.RunAsync();

        run.AssertFailed("sign-in", "the server asked for credentials (334)", "server küsis paroolivahetust (334)");
    }

    [Fact]
    public async Task Without_encryption_a_server_that_offers_no_sign_in_is_told()
    {
        await using var server = new ScriptedSmtpServer { Offers = ["SIZE 1000000"] };

        var run = await RunAsync(server);

        run.AssertFailed("sign-in", "offers no sign-in without encryption", "ei paku krüptimata ühenduses sisselogimist");
    }

    [Fact]
    public async Task A_port_without_any_sign_in_is_told()
    {
        var now = TimeProvider.System.GetUtcNow();
        using var certificate = TestCertificate.SelfSigned("localhost", now.AddDays(-1), now.AddDays(30));
        await using var server = new ScriptedSmtpServer { Offers = [], StartTlsCertificate = certificate };

        var run = await new CheckRun { Settings = TestSettings.Of(server.Port, SubmissionTls.StartTls, User), Password = "canary-password" }.Pinned(certificate).RunAsync();

        run.AssertFailed("sign-in", "offers no sign-in at all", "ei paku üldse sisselogimist");
    }

    [Fact]
    public async Task A_server_that_takes_access_tokens_only_is_told()
    {
        await using var server = new ScriptedSmtpServer { Offers = ["AUTH XOAUTH2"] };

        var run = await RunAsync(server);

        run.AssertFailed("sign-in", "takes no passwords; it offers XOAUTH2", "ei võta paroole vastu; see pakub: XOAUTH2");
    }

    [Theory]
    [InlineData("PLAIN")]
    [InlineData("LOGIN")]
    public async Task A_wrong_password_is_tried_once_only(string mechanism)
    {
        await using var server = new ScriptedSmtpServer(line => line switch
        {
            "AUTH LOGIN" => $"334 {Base64("Username:")}",
            _ when line == Base64(User) => $"334 {Base64("Password:")}",
            _ when line.StartsWith("AUTH", StringComparison.Ordinal) || line == Base64("canary-password") => "535 5.7.8 no",
            _ => null,
        })
        { Offers = [$"AUTH {mechanism}"] };

        var run = await RunAsync(server);

        Assert.Equal("sign-in", run.Failed.Name.En);
        Assert.Single(server.Lines, line => line.StartsWith("AUTH", StringComparison.Ordinal));
    }

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));

    private static Task<CheckRun> RunAsync(ScriptedSmtpServer server)
    {
        var run = new CheckRun { Settings = TestSettings.Of(server.Port, username: User), Password = "canary-password" };
        run.Options.ReplyTimeout = TimeSpan.FromSeconds(3);
        return run.RunAsync();
    }
}
