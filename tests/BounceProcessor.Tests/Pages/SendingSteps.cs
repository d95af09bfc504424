using BounceProcessor.Companies;
using BounceProcessor.MassMail;
using BounceProcessor.MassMail.Recipients;
using BounceProcessor.MassMail.Templates;
using BounceProcessor.Senders;
using BounceProcessor.Sending.Composing;
using BounceProcessor.Sending.Outbox;
using BounceProcessor.Sending.Records;
using BounceProcessor.Tests.Servers;

using Xunit;

namespace BounceProcessor.Tests.Pages;

/// <summary>What tests of pages do on the sending side.</summary>
internal static class SendingSteps
{
    /// <summary>The company firmanimi with the user mari, whose own server is not there: what is accepted waits.</summary>
    public static async Task SaveSenderAsync(this TestSite site, int? port = null)
    {
        await site.Service<CompanyDirectory>().SaveAsync(new Company { Code = "firmanimi", Name = "Firmanimi OÜ", EventAddress = "" }, "test", CancellationToken.None);
        var card = new UserCard
        {
            Company = "firmanimi",
            Code = "mari",
            Email = "mari@firmanimi.example",
            Mode = SenderMode.Smtp,
            Host = "127.0.0.1",
            Port = port ?? FreePorts.Take(1)[0],
            Tls = SubmissionTls.None,
        };
        var saving = await site.Service<UserCards>().SaveAsync(card, PasswordChange.Keep, "test", CancellationToken.None);
        Assert.Empty(saving.Faults.Select(fault => fault.Text.En));
    }

    /// <summary>Puts a mail of mari's into the outbox.</summary>
    public static async Task<SentMail> SendAsync(this TestSite site, string address)
    {
        var request = new MailRequest
        {
            Company = "firmanimi",
            User = "mari",
            Subject = "Arve 1024",
            Document = "arve 1024",
            Text = "Tere!",
            Recipients = [new MailRecipient(RecipientKind.To, address, null)],
        };
        var acceptance = await site.Service<MailOutbox>().AcceptAsync(request, CancellationToken.None);
        return acceptance.Mail ?? throw new InvalidOperationException(acceptance.Faults[0].Text.En);
    }

    /// <summary>A bounce of a mail that was sent, filed and matched.</summary>
    public static async Task BounceAsync(this TestSite site, string address)
    {
        await site.SaveSenderAsync();
        await site.SendAsync(address);
        await site.FileAsync(TestSite.Report(address), DateTimeOffset.UnixEpoch.AddDays(20_000));
        await site.ExecuteAsync("UPDATE events SET trust = 'proved', sent_mail_id = 1, sent_recipient_id = (SELECT MIN(id) FROM sent_recipients)");
    }

    /// <summary>A mass mail with HTML that is a draft: two rows that can be sent, and three with faults.</summary>
    public static async Task<Batch> DraftAsync(this TestSite site)
    {
        await site.SaveSenderAsync();
        const string Csv = "address;name;document\nann@example.net;Ann;1\nno-address;Bob;2\ncee@example.net;;3\nann@example.net;Ann;1\ndee@example.net;<b>Dee</b>;5\n";
        using var file = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(Csv));
        var reading = await RecipientFile.OpenAsync(file, CancellationToken.None);
        var wanted = new NewBatch
        {
            Company = "firmanimi",
            User = "mari",
            Name = "Novembri arved",
            Letter = new LetterSource("Arve {{ document }}", "Tere, {{ name }}!", "<p>Tere, <b>{{ name }}</b>!</p>", null),
            CreatedBy = "test",
        };
        var outcome = await site.Service<BatchLoading>().LoadAsync(wanted, Assert.IsType<RecipientList>(reading.List), BatchFiles.None, null, CancellationToken.None);
        return Assert.IsType<Batch>(outcome.Batch);
    }
}
