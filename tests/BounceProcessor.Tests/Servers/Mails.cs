using BounceProcessor.Mailboxes;

using Xunit;

namespace BounceProcessor.Tests.Servers;

/// <summary>What the tests of every source do with it.</summary>
internal static class Mails
{
    public static string Simple(string subject, string body = "Text.\n") =>
        $"From: a@example.com\nTo: firmanimi@event.example.test\nSubject: {subject}\nMessage-ID: <{subject}@example.com>\n\n{body}";

    public static async Task<List<MailEntry>> ListAsync(IMailSource source, long from = 0)
    {
        var all = new List<MailEntry>();
        await foreach (var page in source.ListAsync(from, TestContext.Current.CancellationToken))
        {
            Assert.InRange(page.Count, 1, 500);
            all.AddRange(page);
        }

        return all;
    }

    public static async Task<List<RawMail>> ReadAsync(IMailSource source, IReadOnlyList<MailEntry> entries, long limit = 20 * 1024 * 1024)
    {
        var all = new List<RawMail>();
        foreach (var page in entries.Chunk(500))
        {
            await foreach (var mail in source.ReadAsync(page, limit, TestContext.Current.CancellationToken))
            {
                all.Add(mail);
            }
        }

        return all;
    }

    public static Task SettleAsync(IMailSource source, IReadOnlyList<MailEntry> entries) =>
        source.SettleAsync(entries, TestContext.Current.CancellationToken);

    public static Task<string> OpenAsync(IMailSource source) => source.OpenAsync(TestContext.Current.CancellationToken);

    public static string Text(RawMail mail) => System.Text.Encoding.UTF8.GetString(mail.Bytes.Span);
}
