using System.Net;
using System.Net.Sockets;

using BounceProcessor.Senders;
using BounceProcessor.Sending.Checking;
using BounceProcessor.Tests.Sending.Connecting;
using BounceProcessor.Tests.Servers;

using Xunit;

namespace BounceProcessor.Tests.Sending.Checking;

public sealed class ConnectionFaultTests
{
    [Theory]
    [InlineData("no-such-server.invalid", "there is no server \"no-such-server.invalid\"", "serverit \"no-such-server.invalid\" ei ole")]
    [InlineData("smtp://mail.example.org", "without port, scheme and @", "ilma pordi, protokolli ja @-märgita")]
    public async Task A_name_that_is_none_is_told(string host, string english, string estonian)
    {
        var run = await new CheckRun { Settings = TestSettings.Of(587, host: host) }.RunAsync();

        run.AssertFailed("name", english, estonian);
    }

    [Fact]
    public async Task A_port_where_nothing_listens_is_told()
    {
        var run = await new CheckRun { Settings = TestSettings.Of(FreePorts.Take(1)[0]) }.RunAsync();

        run.AssertFailed("connection", "nothing listens at that port", "selles pordis ei kuula midagi");
    }

    [Fact]
    public async Task A_port_that_takes_no_connection_in_time_is_told()
    {
        // A queue of one that nobody empties: further connections wait for ever.
        using var full = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        full.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        full.Listen(0);
        var end = (IPEndPoint)full.LocalEndPoint!;
        var waiting = Enumerable.Range(0, 4).Select(_ => new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp)).ToList();
        foreach (var socket in waiting)
        {
            _ = socket.ConnectAsync(end, TestContext.Current.CancellationToken).AsTask().ContinueWith(static task => _ = task.Exception, TaskScheduler.Default);
        }

        var run = new CheckRun { Settings = TestSettings.Of(end.Port) };
        run.Options.ConnectTimeout = TimeSpan.FromSeconds(1);
        await run.RunAsync();

        run.AssertFailed("connection", "did not answer within the time", "ei vastanud ettenähtud ajaga");
        waiting.ForEach(socket => socket.Dispose());
    }

    [Fact]
    public async Task Port_25_is_said_to_be_blocked_in_many_networks()
    {
        // No machine listens at port 25 of this address: it is reserved for examples.
        var run = new CheckRun { Settings = TestSettings.Of(25, host: "127.99.99.99") };
        run.Options.ConnectTimeout = TimeSpan.FromSeconds(1);
        await run.RunAsync();

        run.AssertFailed("connection", "many networks block port 25", "paljud võrgud blokeerivad pordi 25");
    }

    [Fact]
    public async Task A_plain_port_asked_for_ssl_is_told_with_its_own_greeting()
    {
        await using var server = new ScriptedSmtpServer();

        var run = await new CheckRun { Settings = TestSettings.Of(server.Port, SubmissionTls.SslOnConnect) }.RunAsync();

        run.AssertFailed("TLS and certificate", "it greets without encryption (\"220 scripted.example.test ESMTP\")", "see tervitab krüptimata (\"220 scripted.example.test ESMTP\")");
        Assert.Contains("set SSL/TLS to STARTTLS", run.Failed.Text.En, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(SubmissionTls.StartTls)]
    [InlineData(SubmissionTls.None)]
    public async Task A_port_with_ssl_asked_without_is_told(SubmissionTls tls)
    {
        using var certificate = Certificate("localhost");
        await using var server = new ScriptedSmtpServer { Certificate = certificate };
        var run = new CheckRun { Settings = TestSettings.Of(server.Port, tls) };
        run.Options.ConnectTimeout = TimeSpan.FromSeconds(2);
        await run.RunAsync();

        run.AssertFailed("greeting", "it expects TLS from the first byte (SSL)", "ootab TLS-i esimesest baidist (SSL)");
    }

    [Fact]
    public async Task A_server_without_starttls_is_told()
    {
        await using var server = new ScriptedSmtpServer();

        var run = await new CheckRun { Settings = TestSettings.Of(server.Port, SubmissionTls.StartTls) }.RunAsync();

        run.AssertFailed("TLS and certificate", "does not offer STARTTLS", "ei paku STARTTLS-i");
    }

    [Fact]
    public async Task Starttls_that_is_out_of_order_is_told()
    {
        using var certificate = Certificate("localhost");
        await using var server = new ScriptedSmtpServer(line => line == "STARTTLS" ? "454 4.7.0 TLS not available due to local problem" : null) { StartTlsCertificate = certificate };

        var run = await new CheckRun { Settings = TestSettings.Of(server.Port, SubmissionTls.StartTls) }.RunAsync();

        run.AssertFailed("TLS and certificate", "cannot do it just now (454 4.7.0 TLS not available", "ei saa seda praegu teha (454 4.7.0");
    }

    [Fact]
    public async Task An_expired_certificate_is_told_with_its_day()
    {
        var now = TimeProvider.System.GetUtcNow();
        using var certificate = TestCertificate.SelfSigned("localhost", now.AddDays(-30), now.AddDays(-2));

        var run = await TlsAsync(certificate, "localhost");

        run.AssertFailed("TLS and certificate", $"it expired on {now.AddDays(-2):yyyy-MM-dd}", $"see aegus {now.AddDays(-2):yyyy-MM-dd}");
    }

    [Fact]
    public async Task A_certificate_for_another_name_is_told_with_both_names()
    {
        using var certificate = Certificate("mail.example.test");

        var run = await TlsAsync(certificate, "localhost");

        run.AssertFailed("TLS and certificate", "it is made for \"mail.example.test\", not for \"localhost\"", "tehtud nimele \"mail.example.test\", mitte nimele \"localhost\"");
    }

    [Fact]
    public async Task A_certificate_that_nobody_signed_is_told()
    {
        using var certificate = Certificate("localhost");

        var run = await TlsAsync(certificate, "localhost");

        run.AssertFailed("TLS and certificate", "it is self-signed", "iseenda allkirjastatud");
    }

    [Fact]
    public async Task A_certificate_of_an_unknown_signer_is_told_with_the_signer()
    {
        using var certificate = TestCertificate.SignedBy("Example CA", "localhost");

        var run = await TlsAsync(certificate, "localhost");

        run.AssertFailed("TLS and certificate", "its issuer \"CN=Example CA\" is not trusted", "väljastajat \"CN=Example CA\" see masin ei usalda");
    }

    [Fact]
    public async Task Another_certificate_than_the_configured_one_is_told()
    {
        using var certificate = Certificate("localhost");
        using var other = Certificate("localhost");
        await using var server = new ScriptedSmtpServer { Certificate = certificate };

        var run = await new CheckRun { Settings = TestSettings.Of(server.Port, SubmissionTls.SslOnConnect, host: "localhost") }.Pinned(other).RunAsync();

        run.AssertFailed("TLS and certificate", "is not one of Sending:Connecting:CertificateSha256", "ei ole üks seadistatuist");
    }

    [Theory]
    [InlineData("* OK [CAPABILITY IMAP4rev1] Dovecot ready.", "speaks IMAP, not SMTP", "räägib IMAP-i, mitte SMTP-d")]
    [InlineData("+OK POP3 ready", "speaks POP3, not SMTP", "räägib POP3-i, mitte SMTP-d")]
    [InlineData("SSH-2.0-OpenSSH_9.2", "speaks SSH, not SMTP", "räägib SSH-i, mitte SMTP-d")]
    [InlineData("hello there", "did not greet as a mail server (\"hello there\")", "ei tervitanud nagu meiliserver")]
    public async Task A_port_that_speaks_something_else_is_told(string greeting, string english, string estonian)
    {
        await using var server = new ScriptedSmtpServer { Greeting = greeting };

        var run = await new CheckRun { Settings = TestSettings.Of(server.Port) }.RunAsync();

        run.AssertFailed("greeting", english, estonian);
    }

    [Theory]
    [InlineData(ScriptedSmtpServer.Silence)]
    [InlineData(ScriptedSmtpServer.Close)]
    public async Task A_server_that_does_not_greet_is_told(string greeting)
    {
        await using var server = new ScriptedSmtpServer { Greeting = greeting };
        var run = new CheckRun { Settings = TestSettings.Of(server.Port) };
        run.Options.ConnectTimeout = TimeSpan.FromSeconds(1);
        await run.RunAsync();

        run.AssertFailed("greeting", "took the connection but did not greet", "võttis ühenduse vastu, aga ei tervitanud");
    }

    [Theory]
    [InlineData("554 5.7.1 Your address 192.0.2.1 is on our block list", "refuses the connection at once (554 5.7.1", "keeldub ühendusest kohe (554 5.7.1")]
    [InlineData("421 4.7.0 Too many connections", "refuses the connection at once (421 4.7.0", "keeldub ühendusest kohe (421 4.7.0")]
    public async Task A_greeting_that_refuses_is_told(string greeting, string english, string estonian)
    {
        await using var server = new ScriptedSmtpServer { Greeting = greeting };

        var run = await new CheckRun { Settings = TestSettings.Of(server.Port) }.RunAsync();

        run.AssertFailed("greeting", english, estonian);
    }

    [Fact]
    public async Task A_server_that_dislikes_our_name_is_told()
    {
        await using var server = new ScriptedSmtpServer(line => line[..4] is "EHLO" or "HELO" ? "504 5.5.2 need fully-qualified hostname" : null);

        var run = await new CheckRun { Settings = TestSettings.Of(server.Port) }.RunAsync();

        run.AssertFailed("greeting", "does not accept how this machine introduces itself (EHLO): 504 5.5.2", "ei võta selle masina tutvustust (EHLO) vastu: 504 5.5.2");
        Assert.Contains("Sending:Connecting:LocalName", run.Failed.Text.En, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_encryption_the_test_passes_with_a_warning()
    {
        await using var server = new ScriptedSmtpServer();

        var run = await new CheckRun { Settings = TestSettings.Of(server.Port) }.RunAsync();

        var warning = Assert.Single(run.Steps, step => step.Outcome == SenderCheckOutcome.Warning);
        Assert.Contains("password and mail travel in clear", warning.Text.En, StringComparison.Ordinal);
        Assert.Contains("avatekstina", warning.Text.Et, StringComparison.Ordinal);
    }

    private static System.Security.Cryptography.X509Certificates.X509Certificate2 Certificate(string name)
    {
        var now = TimeProvider.System.GetUtcNow();
        return TestCertificate.SelfSigned(name, now.AddDays(-1), now.AddDays(30));
    }

    private static async Task<CheckRun> TlsAsync(System.Security.Cryptography.X509Certificates.X509Certificate2 certificate, string host)
    {
        await using var server = new ScriptedSmtpServer { Certificate = certificate };
        return await new CheckRun { Settings = TestSettings.Of(server.Port, SubmissionTls.SslOnConnect, host: host) }.RunAsync();
    }
}
