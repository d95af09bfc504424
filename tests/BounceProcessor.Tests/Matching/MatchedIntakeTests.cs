using System.Text;

using BounceProcessor.Mailboxes;
using BounceProcessor.Marks;
using BounceProcessor.Tests.Intake;

using Xunit;

namespace BounceProcessor.Tests.Matching;

/// <summary>From the arriving report to what changes about the mail it is about.</summary>
public sealed class MatchedIntakeTests : IAsyncLifetime
{
    private readonly MatchLine _line = new();

    public async ValueTask InitializeAsync() => await _line.StartAsync();

    public ValueTask DisposeAsync() => _line.DisposeAsync();

    [Fact]
    public async Task A_proved_failure_names_user_customer_and_document_and_changes_its_sent_mail_and_marks_the_address()
    {
        var mail = await _line.SendAsync("firmanimi", "Arve 1", false, "Ann@Example.net");

        await _line.ArriveAsync(Failure(mail.Only.Token, "ann@example.net").Bytes());

        var filed = await _line.OnlyEventAsync();
        Assert.Equal(("proved", $"address-token {mail.Only.Transmission}"), (filed.Trust, filed.MatchEvidence));
        Assert.Equal((mail.Id, mail.Only.Id), (filed.SentMailId, filed.SentRecipientId));
        Assert.Equal(("firmanimi", "MARI", "C1", "invoice 1"), (filed.Company, filed.SenderUser, filed.Customer, filed.Document));
        Assert.Equal(("bounced", filed.Id), await _line.ReturnedAsync(mail.Only));
        var mark = await MarkAsync("ann@example.net");
        Assert.Equal(("Ann@Example.net", "hard", filed.Id), (mark?.Address, mark?.MarkKind, mark?.EventId));
    }

    [Theory]
    [InlineData("header")]
    [InlineData("return-path")]
    [InlineData("envid")]
    [InlineData("srs")]
    [InlineData("srs1")]
    [InlineData("prvs")]
    [InlineData("batv")]
    [InlineData("upper")]
    [InlineData("quoted")]
    public async Task A_token_is_found_wherever_a_way_home_leaves_it(string way)
    {
        var mail = await _line.SendAsync("firmanimi", "Arve 1", false, "ann@example.net");
        var back = ReportText.Back(mail.Only.Token);
        var local = back[..back.IndexOf('@', StringComparison.Ordinal)];
        var report = new ReportText { Recipients = ["ann@example.net"] };

        await _line.ArriveAsync((way switch
        {
            "header" => report with { HeaderToken = mail.Only.Token },
            "return-path" => report with { ReturnPath = back },
            "envid" => report with { EnvelopeId = mail.Only.Token },
            "srs" => report with { To = $"SRS0=hX4p=T2={MatchLine.Domain}={local}@forward.example" },
            "srs1" => report with { To = $"SRS1=aB=one.example==hX4p=T2={MatchLine.Domain}={local}@forward.example" },
            "prvs" => report with { To = $"prvs=1234abcdef={back}" },
            "batv" => report with { To = $"btv1==0123456789==={back}" },
            "upper" => report with { To = back.ToUpperInvariant() },
            _ => report with { To = $"\"{local}\"@{MatchLine.Domain}" },
        }).Bytes());

        Assert.Equal("proved", (await _line.OnlyEventAsync()).Trust);
        Assert.Equal("bounced", (await _line.ReturnedAsync(mail.Only)).Returned);
    }

    [Fact]
    public async Task A_signed_Message_ID_alone_matches_the_recipient_that_failed_and_no_other()
    {
        var mail = await _line.SendAsync("firmanimi", "Arve 1", true, "ann@example.net", "bob@example.net");

        await _line.ArriveAsync(new ReportText { MessageId = mail.MessageId, Recipients = ["bob@example.net"] }.Bytes());

        Assert.Equal(("matched", $"message-id {mail.Id}"), ((await _line.OnlyEventAsync()).Trust, (await _line.OnlyEventAsync()).MatchEvidence));
        Assert.Equal("bounced", (await _line.ReturnedAsync(mail.Recipients[1])).Returned);
        Assert.Null((await _line.ReturnedAsync(mail.Recipients[0])).Returned);
    }

    [Fact]
    public async Task A_failure_at_a_forwarding_target_counts_for_the_address_that_was_mailed()
    {
        var mail = await _line.SendAsync("firmanimi", "Arve 1", false, "ann@example.net");

        await _line.ArriveAsync((Failure(mail.Only.Token, "ann.home@example.org") with { OriginalRecipient = "ann@example.net" }).Bytes());

        Assert.Equal("proved", (await _line.OnlyEventAsync()).Trust);
        Assert.Equal("bounced", (await _line.ReturnedAsync(mail.Only)).Returned);
    }

    [Fact]
    public async Task An_internationalized_domain_is_the_same_in_both_of_its_forms()
    {
        var mail = await _line.SendAsync("firmanimi", "Arve 1", false, "ann@tööstus.example");

        await _line.ArriveAsync(Failure(mail.Only.Token, $"ann@{new System.Globalization.IdnMapping().GetAscii("tööstus.example")}").Bytes());

        Assert.Equal("proved", (await _line.OnlyEventAsync()).Trust);
    }

    [Fact]
    public async Task The_same_bounce_twice_is_one_event_and_the_same_news_in_other_words_only_a_note()
    {
        var mail = await _line.SendAsync("firmanimi", "Arve 1", false, "ann@example.net");
        var soft = Failure(mail.Only.Token, "ann@example.net") with { Status = "5.4.7", Words = "delivery timed out" };
        var bytes = soft.Bytes();

        await _line.ArriveAsync(bytes);
        var world = await _line.WorldAsync();
        await _line.ArriveAsync(bytes);
        await _line.ArriveAsync(soft.Bytes());
        await _line.ArriveAsync(soft.Bytes());

        var filed = await _line.OnlyEventAsync();
        Assert.Equal(world, await _line.WorldAsync());
        Assert.Equal(2, (await _line.Intake.Events.HistoryAsync(filed.Id, CancellationToken.None)).Count(entry => entry.Field == "mail"));
    }

    [Fact]
    public async Task Delay_then_failure_then_success_is_one_story_whatever_the_reports_name()
    {
        var mail = await _line.SendAsync("firmanimi", "Arve 1", false, "ann@example.net");
        var delay = new ReportText { Action = "delayed", Status = "4.4.1", Words = "451 4.4.1 no answer", To = ReportText.Back(mail.Only.Token), Recipients = ["ann@example.net"] };

        await _line.ArriveAsync(delay.Bytes());
        var delayed = await _line.ReturnedAsync(mail.Only);
        await _line.ArriveAsync(new ReportText { MessageId = mail.MessageId, Recipients = ["ann@example.net"] }.Bytes());
        var bounced = await _line.ReturnedAsync(mail.Only);
        await _line.ArriveAsync((Success(mail.Only.Token, "ann@example.net") with { MessageId = mail.MessageId }).Bytes());
        var delivered = await _line.ReturnedAsync(mail.Only);

        var filed = await _line.OnlyEventAsync();
        Assert.Equal(("delayed", "bounced", "delivered"), (delayed.Returned, bounced.Returned, delivered.Returned));
        Assert.Equal(("delivered", "resolved", filed.Id), (filed.Kind, filed.Status, delivered.EventId));
        Assert.False((await MarkAsync("ann@example.net"))?.IsInForce(_line.Intake.Time.GetUtcNow()) ?? false);
    }

    [Fact]
    public async Task A_failure_after_a_reported_success_opens_the_event_again()
    {
        var mail = await _line.SendAsync("firmanimi", "Arve 1", false, "ann@example.net");
        await _line.ArriveAsync(new ReportText { Action = "delayed", Status = "4.4.1", To = ReportText.Back(mail.Only.Token), Recipients = ["ann@example.net"] }.Bytes());
        await _line.ArriveAsync(Success(mail.Only.Token, "ann@example.net").Bytes());

        await _line.ArriveAsync(Failure(mail.Only.Token, "ann@example.net").Bytes());

        var filed = await _line.OnlyEventAsync();
        Assert.Equal(("failure", "new"), (filed.Kind, filed.Status));
        Assert.Equal("bounced", (await _line.ReturnedAsync(mail.Only)).Returned);
    }

    [Fact]
    public async Task Success_at_one_place_behind_an_address_does_not_heal_the_failure_at_another()
    {
        var mail = await _line.SendAsync("firmanimi", "Arve 1", false, "info@example.net");
        await _line.ArriveAsync((Failure(mail.Only.Token, "one@example.org") with { OriginalRecipient = "info@example.net" }).Bytes());

        await _line.ArriveAsync((Success(mail.Only.Token, "two@example.org") with { OriginalRecipient = "info@example.net" }).Bytes());

        Assert.Equal("failure", (await _line.OnlyEventAsync()).Kind);
        Assert.Equal("bounced", (await _line.ReturnedAsync(mail.Only)).Returned);
    }

    [Fact]
    public async Task A_late_delay_notice_replaces_nothing()
    {
        var mail = await _line.SendAsync("firmanimi", "Arve 1", false, "ann@example.net");
        await _line.ArriveAsync(Failure(mail.Only.Token, "ann@example.net").Bytes());

        await _line.ArriveAsync(new ReportText { Action = "delayed", Status = "4.4.1", To = ReportText.Back(mail.Only.Token), Recipients = ["ann@example.net"] }.Bytes());

        Assert.Equal("failure", (await _line.OnlyEventAsync()).Kind);
        Assert.Equal("bounced", (await _line.ReturnedAsync(mail.Only)).Returned);
    }

    [Fact]
    public async Task Answers_and_complaints_are_linked_and_are_no_bounces()
    {
        var (auto, reply, spam) = (await _line.SendAsync("firmanimi", "Arve 1", false, "ann@example.net"), await _line.SendAsync("firmanimi", "Arve 2", false, "bob@example.net"), await _line.SendAsync("firmanimi", "Arve 3", false, "cat@example.net"));

        var run = await _line.ArriveAsync(
            Answer("ann@example.net", ReportText.Back(auto.Only.Token), "Auto-Submitted: auto-replied\r\nSubject: Out of office\r\n"),
            Answer("bob@example.net", $"firmanimi@{MatchLine.Domain}", $"Subject: Re: Arve 2\r\nIn-Reply-To: <{reply.MessageId}>\r\n"),
            Complaint(ReportText.Back(spam.Only.Token)));

        var events = await _line.EventsAsync();
        Assert.Equal(0, run.Bounces);
        Assert.Equal([("auto-reply", "proved"), ("reply", "matched"), ("complaint", "proved")], events.Select(one => (one.Kind, one.Trust ?? "")));
        Assert.Equal(("answered", "answered", "complained"), ((await _line.ReturnedAsync(auto.Only)).Returned, (await _line.ReturnedAsync(reply.Only)).Returned, (await _line.ReturnedAsync(spam.Only)).Returned));
    }

    [Fact]
    public async Task A_report_that_names_no_mail_is_likely_about_the_one_that_fits_in_recipient_time_and_subject()
    {
        var mail = await _line.SendAsync("firmanimi", "Arve  1024", false, "ann@example.net");
        await _line.SendAsync("firmanimi", "Something else", false, "ann@example.net");
        var world = await _line.WorldAsync();

        await _line.ArriveAsync(
            new ReportText { Recipients = ["ann@example.net"], Subject = "Arve 1024" }.Bytes(),
            new ReportText { Recipients = ["ann@example.net"], Subject = "Pakkumine" }.Bytes());

        Assert.Equal(
            [("likely", $"recipient-and-time {mail.Id}", mail.Id), ("unmatched", "nothing", 0L)],
            (await _line.EventsAsync()).Select(one => (one.Trust ?? "", one.MatchEvidence ?? "", one.SentMailId ?? 0)));
        Assert.Equal(world, await _line.WorldAsync());
    }

    [Fact]
    public async Task In_a_catch_all_the_proved_token_tells_the_company()
    {
        _line.Intake.Mailbox.Company = "";
        var mail = await _line.SendAsync("muufirma", "Arve 1", false, "ann@example.net");

        var run = await _line.ArriveAsync(new ReportText { To = "postmaster@catch-all.example", HeaderToken = mail.Only.Token, Recipients = ["ann@example.net"] }.Bytes());

        var filed = await _line.OnlyEventAsync();
        Assert.Equal((1, "muufirma", "proved"), (run.Bounces, filed.Company, filed.Trust));
        Assert.Equal("muufirma", await _line.Intake.Database.ScalarAsync<string>("SELECT company FROM mails"));
    }

    [Fact]
    public async Task Before_a_company_sends_through_us_its_other_systems_Message_IDs_are_not_suspicious()
    {
        await _line.ArriveAsync(new ReportText { MessageId = $"old.1@{MatchLine.Domain}", Recipients = ["ann@example.net"] }.Bytes());

        Assert.Equal("unmatched", (await _line.OnlyEventAsync()).Trust);
    }

    [Fact]
    public async Task The_bounce_of_a_test_mail_is_known_for_ours_and_an_invented_one_is_not()
    {
        await _line.SendAsync("firmanimi", "Arve 1", false, "ann@example.net");
        await _line.Intake.Database.ExecuteAsync(
            "INSERT INTO canaries (company, mailbox, token, message_id, recipient, due_at, sent_at, home_by, outcome, looked_to) VALUES ('firmanimi', 'events', 'canary-1', 'canary-1@x', 'no@example.org', 0, 0, 0, 'waiting', 0)");
        Assert.Equal(BounceProcessor.Alerts.CanaryMail.TokenStart, BounceProcessor.Matching.MailClues.CanaryStart);

        await _line.ArriveAsync(
            new ReportText { MessageId = $"canary-1@{MatchLine.Domain}", Recipients = ["no@example.org"] }.Bytes(),
            new ReportText { To = ReportText.Back("canary-1"), Recipients = ["no@example.org"] }.Bytes(),
            new ReportText { MessageId = $"canary-2@{MatchLine.Domain}", Recipients = ["no@example.org"] }.Bytes());

        Assert.Equal(
            ["matched own-test-mail", "matched own-test-mail", "suspicious forged-message-id"],
            (await _line.EventsAsync()).Select(one => $"{one.Trust} {one.MatchEvidence}"));
    }

    [Fact]
    public async Task Ordinary_mail_that_names_nothing_of_ours_has_no_trust_at_all()
    {
        await _line.ArriveAsync(BounceText.Letter("parcel"));

        Assert.Equal((null, null), ((await _line.OnlyEventAsync()).Trust, (await _line.OnlyEventAsync()).MatchEvidence));
    }

    [Fact]
    public async Task In_a_mailbox_where_people_get_their_mail_only_bounces_of_our_mail_are_touched()
    {
        (_line.Intake.Mailbox.BouncesOnly, _line.Intake.Mailbox.AfterFiling) = (true, AfterFiling.Move);
        var mail = await _line.SendAsync("firmanimi", "Arve 1", false, "ann@example.net");
        byte[][] others =
        [
            BounceText.Letter("private"),
            new ReportText { To = "mari@firmanimi.example", MessageId = "of.another.program@firmanimi.example", Recipients = ["ann@example.net"], Subject = "Arve 1" }.Bytes(),
            new ReportText { To = "mari@firmanimi.example", HeaderToken = mail.Only.Token[..^1] + "a", Recipients = ["ann@example.net"] }.Bytes(),
            Answer("ann@example.net", "mari@firmanimi.example", $"Subject: Re: Arve 1\r\nIn-Reply-To: <{mail.MessageId}>\r\n"),
            Encoding.ASCII.GetBytes("\0\0\0"),
        ];

        var run = await _line.ArriveAsync([.. others, new ReportText { To = "mari@firmanimi.example", MessageId = mail.MessageId, Recipients = ["ann@example.net"] }.Bytes()]);
        var again = await _line.ArriveAsync();

        Assert.Equal((6, 1, 5, 0, 1, 1), (run.New, run.Bounces, run.NotBounces, run.Quarantined, run.EventsAdded, run.Settled));
        Assert.Equal(("matched", "bounced"), ((await _line.OnlyEventAsync()).Trust, (await _line.ReturnedAsync(mail.Only)).Returned));
        Assert.Equal(["6"], _line.Settled);
        Assert.Equal((0, 1, 1), (again.New, await _line.Intake.CountAsync("mails"), await _line.Intake.CountAsync("mail_contents")));
        Assert.Equal(5, await _line.Intake.Database.ScalarAsync<long>("SELECT COUNT(*) FROM ledger WHERE outcome = 'not-ours'"));
    }

    private static ReportText Failure(string token, string recipient) => new() { To = ReportText.Back(token), Recipients = [recipient] };

    private static ReportText Success(string token, string recipient) =>
        new() { Action = "delivered", Status = "2.0.0", Words = "250 2.0.0 delivered", Text = "The mail was delivered.", To = ReportText.Back(token), Recipients = [recipient] };

    private static byte[] Answer(string from, string to, string headers) => Encoding.ASCII.GetBytes(
        $"Delivered-To: {to}\r\nFrom: <{from}>\r\nTo: {to}\r\nMessage-ID: <{Guid.NewGuid():N}@example.net>\r\n{headers}\r\nThank you, I shall look at it.\r\n");

    private static byte[] Complaint(string to) => Encoding.ASCII.GetBytes(
        $"Delivered-To: {to}\r\nFrom: fbl@example.net\r\nTo: {to}\r\nSubject: Abuse report\r\nMIME-Version: 1.0\r\n"
        + "Content-Type: multipart/report; report-type=feedback-report; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\nThis is an abuse report.\r\n"
        + "--b\r\nContent-Type: message/feedback-report\r\n\r\nFeedback-Type: abuse\r\nUser-Agent: Test/1\r\nVersion: 1\r\n--b--\r\n");

    private async Task<AddressMark?> MarkAsync(string key) =>
        (await TestMatching.Marks(_line.Intake.Database.Source, _line.Intake.Time).FindAsync("firmanimi", [key], CancellationToken.None)).GetValueOrDefault(key);
}
