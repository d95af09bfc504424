using BounceProcessor.Senders;
using BounceProcessor.Sending.Records;
using BounceProcessor.Tests.Sending.Outbox;
using BounceProcessor.Tests.Servers;
using BounceProcessor.Webhooks;

using Microsoft.Extensions.DependencyInjection;

using Xunit;

namespace BounceProcessor.Tests.Webhooks;

/// <summary>From the words of a real submission server to the company's own server.</summary>
public sealed class RefusedMailToldTests
{
    [Fact]
    public async Task A_mail_that_Postfix_refuses_is_told_at_once_and_signed()
    {
        await using var far = new SmtpSink();
        await using var postfix = await PostfixServer.StartAsync(far.Port, TestContext.Current.CancellationToken);
        await using var receiver = await WebhookReceiver.StartAsync();
        await using var line = await OutboxLine.StartAsync(
            ("Sending:Connecting:CertificateSha256:127.0.0.1:0", postfix.CertificateSha256), ("Webhooks:AllowHttp", "true"), ("Webhooks:AllowedNetworks:0", "127.0.0.0/8"), ("Webhooks:AllowedNetworks:1", "::1"));
        await SaveUserAsync(line, postfix);
        var (_, secret) = await line.Services.GetRequiredService<WebhookEndpoints>().AddAsync(
            new NewWebhook("firmanimi", receiver.Url, [WebhookEvents.MailRefused], "test"), CancellationToken.None);
        await line.WorkAsync();

        var mail = await line.AcceptAsync("klient@example.net", "nobody@refused.example.test");
        await line.UntilAsync(TransmissionState.Done, 1);
        await line.Services.GetRequiredService<WebhookRound>().RunAsync(CancellationToken.None);

        var told = Assert.Single(receiver.Heard);
        Assert.True(told.IsSignedWith(secret));
        Assert.Equal((WebhookEvents.MailRefused, "firmanimi"), (told.Type, told.Json["company"]!.GetValue<string>()));
        var news = told.Json["data"]!["event"]!;
        Assert.Equal("nobody@refused.example.test", news["recipient"]!.GetValue<string>());
        Assert.Contains("550 5.1.1", news["diagnostic"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Equal(("mari", "C17", "invoice 1024"), (news["user"]!.GetValue<string>(), news["customer"]!.GetValue<string>(), news["document"]!.GetValue<string>()));
        Assert.Equal((mail.Id, "refused"), (told.Json["data"]!["mailId"]!.GetValue<long>(), told.Json["data"]!["recipient"]!["state"]!.GetValue<string>()));
    }

    private static async Task SaveUserAsync(OutboxLine line, PostfixServer postfix)
    {
        var card = new UserCard
        {
            Company = "firmanimi",
            Code = "mari",
            Email = "mari@firmanimi.example",
            Mode = SenderMode.Smtp,
            Host = "127.0.0.1",
            Port = postfix.SmtpsPort,
            Tls = SubmissionTls.SslOnConnect,
            Username = "mari@firmanimi.example",
        };
        var saving = await line.Services.GetRequiredService<UserCards>().SaveAsync(card, PasswordChange.To(PostfixServer.Password), "test", CancellationToken.None);
        Assert.Empty(saving.Faults.Select(fault => fault.Text.En));
    }
}
