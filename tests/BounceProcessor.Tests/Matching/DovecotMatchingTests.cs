using System.Text;

using BounceProcessor.Intake;
using BounceProcessor.Mailboxes;
using BounceProcessor.Tests.Intake;
using BounceProcessor.Tests.Servers;

using MailKit;

using Xunit;

namespace BounceProcessor.Tests.Matching;

/// <summary>A user's own mailbox on a real server, where bounces of our mail lie among everything else.</summary>
public sealed class DovecotMatchingTests(DovecotServer dovecot) : IAsyncLifetime
{
    private readonly MatchLine _line = new();

    public async ValueTask InitializeAsync() => await _line.StartAsync();

    public ValueTask DisposeAsync() => _line.DisposeAsync();

    [Fact]
    public async Task Of_a_users_mailbox_bounces_of_our_mail_are_filed_and_moved_and_all_other_mail_is_as_it_was()
    {
        var mail = await _line.SendAsync("firmanimi", "Arve 1", false, "ann@example.net");
        var box = await dovecot.NewMailboxAsync();
        (box.BouncesOnly, box.AfterFiling, box.Company) = (true, AfterFiling.Move, "firmanimi");
        byte[][] mails =
        [
            BounceText.Letter("one"),
            new ReportText { To = "mari@firmanimi.example", MessageId = mail.MessageId, HeaderToken = mail.Only.Token, Recipients = ["ann@example.net"] }.Bytes(),
            new ReportText { To = "mari@firmanimi.example", MessageId = "other@firmanimi.example", Recipients = ["ann@example.net"] }.Bytes(),
            BounceText.Letter("two"),
        ];
        await dovecot.DeliverAsync(box, mails.Select(Encoding.Latin1.GetString));

        var summary = await RunAsync(box);
        var again = await RunAsync(box);

        using var other = await dovecot.SignInAsync(box);
        await other.Inbox.OpenAsync(FolderAccess.ReadOnly, TestContext.Current.CancellationToken);
        var left = await other.Inbox.FetchAsync(0, -1, MessageSummaryItems.Flags | MessageSummaryItems.Envelope, TestContext.Current.CancellationToken);
        Assert.Equal((4, 1, 3, 1), (summary.New, summary.Bounces, summary.NotBounces, summary.Settled));
        Assert.Equal((0, 0), (again.New, again.Settled));
        Assert.Equal(("proved", "bounced"), ((await _line.OnlyEventAsync()).Trust, (await _line.ReturnedAsync(mail.Only)).Returned));
        Assert.Equal(["one", "Undelivered Mail Returned to Sender", "two"], left.Select(one => one.Envelope.Subject));
        Assert.All(left, one => Assert.False(one.Flags?.HasFlag(MessageFlags.Seen) ?? false));
    }

    private async Task<RunSummary> RunAsync(MailboxOptions box)
    {
        (_line.Intake.Mailbox.BouncesOnly, _line.Intake.Mailbox.AfterFiling) = (box.BouncesOnly, box.AfterFiling);
        await using var source = MailSources.Open("events", box);
        return await _line.Intake.RunAsync(source);
    }
}
