using System.Net.Sockets;

using BounceProcessor.Mailboxes;

using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;

using Microsoft.Extensions.Options;

using MimeKit;

namespace BounceProcessor.Alerts;

/// <summary>Hands a canary to the sending server. The envelope is explicit; what the server says is an outcome, not an exception.</summary>
internal sealed class CanarySender(IOptions<AlertOptions> options, TimeProvider time)
{
    // MailKit's Connect can hang although its token is cancelled (MailKit issue 1489), so the work is left behind after this.
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(1);

    /// <summary>The server, for messages.</summary>
    public string Server => FormattableString.Invariant($"{options.Value.Canary.Host}:{options.Value.Canary.Port}");

    /// <summary>Sends one.</summary>
    public async Task<CanarySubmission> SendAsync(Canary canary, string sender, CancellationToken cancellationToken)
    {
        using var deadline = new CancellationTokenSource(Longest, time);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        var sending = SubmitAsync(canary, sender, stop.Token);
        try
        {
            return await sending.WaitAsync(stop.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            _ = sending.ContinueWith(static task => _ = task.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
            return new CanarySubmission(CanaryOutcome.Unsent, $"no answer within {Longest.TotalSeconds:0} s", false);
        }
    }

    private async Task<CanarySubmission> SubmitAsync(Canary canary, string sender, CancellationToken cancellationToken)
    {
        var settings = options.Value.Canary;
        using var mail = CanaryMail.Write(canary, sender);
        using var client = new SmtpClient();
        if (!settings.CheckCertificate)
        {
            client.ServerCertificateValidationCallback = (_, certificate, _, _) => certificate is not null;
        }

        try
        {
            await client.ConnectAsync(settings.Host, settings.Port, Security(settings.Tls), cancellationToken);
            if (settings.Username.Length > 0)
            {
                await client.AuthenticateAsync(settings.Username, settings.Password, cancellationToken);
            }

            var answer = await client.SendAsync(
                mail, CanaryMail.EnvelopeSender(canary, sender), [new MailboxAddress("", canary.Recipient)], cancellationToken);
            await client.DisconnectAsync(quit: true, cancellationToken);
            return new CanarySubmission(CanaryOutcome.Waiting, answer, false);
        }
        catch (SmtpCommandException refused)
        {
            var words = $"{(int)refused.StatusCode} {refused.Message}".ReplaceLineEndings(" ");
            return new CanarySubmission(
                (int)refused.StatusCode >= 500 ? CanaryOutcome.Refused : CanaryOutcome.Unsent,
                words,
                refused.ErrorCode == SmtpErrorCode.RecipientNotAccepted);
        }
        catch (Exception fault) when (fault is ProtocolException or SocketException or IOException or SslHandshakeException
            or System.Security.Authentication.AuthenticationException or MailKit.Security.AuthenticationException or SaslException
            or NotSupportedException or ServiceNotConnectedException)
        {
            return new CanarySubmission(CanaryOutcome.Unsent, fault.Message.ReplaceLineEndings(" "), false);
        }
    }

    private static SecureSocketOptions Security(MailboxTls tls) => tls switch
    {
        MailboxTls.SslOnConnect => SecureSocketOptions.SslOnConnect,
        MailboxTls.StartTls => SecureSocketOptions.StartTls,
        _ => SecureSocketOptions.None,
    };
}
