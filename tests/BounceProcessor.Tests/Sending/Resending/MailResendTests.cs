using BounceProcessor.Marks;
using BounceProcessor.Senders;
using BounceProcessor.Sending.Records;

using MimeKit;

using Xunit;

namespace BounceProcessor.Tests.Sending.Resending;

public sealed class MailResendTests : IAsyncLifetime
{
    private static readonly (RecipientKind, string, string?) Jaan = (RecipientKind.To, "jaan@gmial.com", "Jaan Tamm");
    private static readonly (RecipientKind, string, string?) Tiiu = (RecipientKind.Cc, "tiiu@example.net", "Tiiu Kask");

    private ResendLine? _line;

    private ResendLine Line => _line ?? throw new InvalidOperationException("The line is not started.");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _line = await ResendLine.StartAsync();

    public async ValueTask DisposeAsync() => await Line.DisposeAsync();

    [Fact]
    public async Task The_mail_goes_out_anew_to_the_corrected_address_alone()
    {
        var (first, one) = await Line.RefusedAsync(ResendLine.Invoice(Jaan, Tiiu));

        var outcome = await Line.ResendAsync(one.Id, "jaan@gmail.com");

        Assert.Empty(outcome.Faults);
        var stored = await Line.StoredAsync(outcome.Mail);
        Assert.Equal("\"Jaan Tamm\" <jaan@gmail.com>", stored.To.ToString());
        Assert.Empty(stored.Cc);
        var recipient = Assert.Single(await Line.Mails.RecipientsAsync("firmanimi", outcome.Mail?.Id ?? 0, Cancel));
        Assert.Equal(("jaan@gmail.com", "to", "waiting"), (recipient.Address, recipient.Kind, recipient.State));
        Assert.NotEqual(first.MessageId, outcome.Mail?.MessageId);
        Assert.Equal(one.Id, outcome.Mail?.ResentEventId);
    }

    [Fact]
    public async Task It_has_tokens_of_its_own()
    {
        var (first, one) = await Line.RefusedAsync(ResendLine.Invoice(Jaan));

        var outcome = await Line.ResendAsync(one.Id, "jaan@gmail.com");

        var before = await Line.Mails.TransmissionsAsync("firmanimi", first.Id, Cancel);
        var after = await Line.Mails.TransmissionsAsync("firmanimi", outcome.Mail?.Id ?? 0, Cancel);
        Assert.NotEqual(Assert.Single(before).Token, Assert.Single(after).Token);
    }

    [Fact]
    public async Task Subject_texts_attachments_customer_and_document_stay()
    {
        var request = ResendLine.Invoice(Jaan);
        var (first, one) = await Line.RefusedAsync(request);

        var outcome = await Line.ResendAsync(one.Id, "jaan@gmail.com");

        var (before, after) = (await Line.StoredAsync(first), await Line.StoredAsync(outcome.Mail));
        Assert.Equal(request.Subject, after.Subject);
        Assert.Equal(before.TextBody, after.TextBody);
        Assert.Equal(before.HtmlBody, after.HtmlBody);
        Assert.Equal(Parts(before), Parts(after));
        Assert.Equal(("K100", "invoice 1024"), (outcome.Mail?.Customer, outcome.Mail?.Document));
        Assert.Equal(before.Headers["Auto-Submitted"], after.Headers["Auto-Submitted"]);
    }

    [Theory]
    [InlineData("https://firmanimi.example/loobu?k=K100&m=jaan%40gmial.com")]
    [InlineData("https://firmanimi.example/loobu/mirmilestteenusestpikaaadressiga0123456789abcdefghijklmnopqrstuvwxyz0123456789abcdefghijklmnopqrstuvwxyz0123456789abcdefghijklmnopqrstuvwxyz")]
    [InlineData("loobu@firmanimi.example")]
    [InlineData(null)]
    public async Task Where_to_unsubscribe_stays(string? unsubscribe)
    {
        var (first, one) = await Line.RefusedAsync(ResendLine.Invoice(Jaan) with { Unsubscribe = unsubscribe });

        var outcome = await Line.ResendAsync(one.Id, "jaan@gmail.com");

        var (before, after) = (await Line.StoredAsync(first), await Line.StoredAsync(outcome.Mail));
        Assert.Equal(unsubscribe is null, before.Headers["List-Unsubscribe"] is null);
        Assert.Equal(before.Headers["List-Unsubscribe"], after.Headers["List-Unsubscribe"]);
        Assert.Equal(before.Headers["List-Unsubscribe-Post"], after.Headers["List-Unsubscribe-Post"]);
    }

    [Fact]
    public async Task The_event_is_resolved_with_feedback_and_history()
    {
        var (_, one) = await Line.RefusedAsync(ResendLine.Invoice(Jaan));

        var outcome = await Line.ResendAsync(one.Id, "jaan@gmail.com");

        var after = await Line.EventAsync(one.Id);
        Assert.Equal(("resolved", $"Sent again to jaan@gmail.com as mail {outcome.Mail?.Id}.", "tiiu"), (after.Status, after.Feedback, after.ChangedBy));
        var history = await Line.Get<BounceProcessor.Events.EventStore>().HistoryAsync(one.Id, Cancel);
        Assert.Contains(history, entry => entry is { Field: "status", Before: "new", After: "resolved", By: "tiiu" });
        Assert.Contains(history, entry => entry is { Field: "feedback", By: "tiiu" });
    }

    [Fact]
    public async Task The_correction_is_noted_for_the_business_system()
    {
        var (_, one) = await Line.RefusedAsync(ResendLine.Invoice(Jaan));

        var outcome = await Line.ResendAsync(one.Id, "jaan@gmail.com");

        var correction = Assert.Single(await Line.Get<AddressCorrections>().ListAsync("firmanimi", 0, 10, Cancel));
        Assert.Equal(
            ("K100", "jaan@gmial.com", "jaan@gmail.com", one.Id, outcome.Mail?.Id, "tiiu"),
            (correction.Customer, correction.OldAddress, correction.NewAddress, correction.EventId, correction.SentMailId, correction.CorrectedBy));
        Assert.Empty(await Line.Get<AddressCorrections>().ListAsync("firmanimi", correction.Id, 10, Cancel));
        Assert.Empty(await Line.Get<AddressCorrections>().ListAsync("teine", 0, 10, Cancel));
    }

    [Fact]
    public async Task The_old_address_is_marked_as_corrected_for_a_year()
    {
        var (_, one) = await Line.RefusedAsync(ResendLine.Invoice(Jaan), "552 5.2.2 Mailbox full");
        Assert.Empty(await MarksAsync("jaan@gmial.com"));

        await Line.ResendAsync(one.Id, "jaan@gmail.com");

        var mark = (await MarksAsync("jaan@gmial.com"))["jaan@gmial.com"];
        Assert.Equal(("corrected", one.Id, "tiiu"), (mark.MarkKind, mark.EventId, mark.MarkedBy));
        Assert.Equal(Line.Time.GetUtcNow().AddDays(365), mark.ExpiresAt);
    }

    [Fact]
    public async Task A_mark_by_hand_on_the_old_address_stays_one()
    {
        var (_, one) = await Line.RefusedAsync(ResendLine.Invoice(Jaan), "552 5.2.2 Mailbox full");
        await Line.Marks.MarkAsync(new NewMark { Company = "firmanimi", Address = "jaan@gmial.com", By = "jaan" }, Cancel);

        await Line.ResendAsync(one.Id, "jaan@gmail.com");

        Assert.Equal("by-hand", (await MarksAsync("jaan@gmial.com"))["jaan@gmial.com"].MarkKind);
    }

    [Fact]
    public async Task Asked_for_twice_it_is_sent_once()
    {
        var (_, one) = await Line.RefusedAsync(ResendLine.Invoice(Jaan));

        var first = await Line.ResendAsync(one.Id, "jaan@gmail.com");
        var second = await Line.ResendAsync(one.Id, " jaan@gmail.com ");
        var inOtherLetters = await Line.ResendAsync(one.Id, "Jaan@Gmail.com");

        Assert.True(second.IsRepeated);
        Assert.Equal(first.Mail?.Id, second.Mail?.Id);
        Assert.Null(inOtherLetters.Mail);
        Assert.Equal(2, await Line.CountAsync("sent_mails"));
        Assert.Equal(1, await Line.CountAsync("address_corrections"));
    }

    [Fact]
    public async Task To_the_same_address_nothing_is_corrected_and_nothing_marked()
    {
        var (_, one) = await Line.RefusedAsync(ResendLine.Invoice(Jaan), "552 5.2.2 Mailbox full");

        var outcome = await Line.ResendAsync(one.Id, "jaan@gmial.com");

        Assert.NotNull(outcome.Mail);
        Assert.Equal(0, await Line.CountAsync("address_corrections"));
        Assert.Empty(await MarksAsync("jaan@gmial.com"));
        Assert.Equal("resolved", (await Line.EventAsync(one.Id)).Status);
    }

    [Fact]
    public async Task The_settings_in_force_now_decide_how_it_leaves()
    {
        var (first, one) = await Line.RefusedAsync(ResendLine.Invoice(Jaan));
        await Line.SaveUserAsync("mari.maasikas@firmanimi.example", SenderMode.DirectoReplyTo);

        var outcome = await Line.ResendAsync(one.Id, "jaan@gmail.com");

        Assert.Equal(("directo", "mari@firmanimi.example"), (first.Mode, first.FromAddress));
        Assert.Equal(
            ("directo-reply-to", "firmanimi@event.data.directo.ee", "mari.maasikas@firmanimi.example"),
            (outcome.Mail?.Mode, outcome.Mail?.FromAddress, outcome.Mail?.ReplyTo));
    }

    [Fact]
    public async Task A_stored_mail_that_is_gone_is_told_and_nothing_changes()
    {
        var (_, one) = await Line.RefusedAsync(ResendLine.Invoice(Jaan));
        await Line.ExecuteAsync("DELETE FROM sent_contents");

        await IsRefusedAsync(one.Id, "jaan@gmail.com", "mail-gone");
    }

    [Fact]
    public async Task An_event_about_no_mail_of_ours_is_told()
    {
        var (_, one) = await Line.RefusedAsync(ResendLine.Invoice(Jaan));
        await Line.ExecuteAsync("UPDATE events SET trust = 'likely', sent_recipient_id = NULL");

        await IsRefusedAsync(one.Id, "jaan@gmail.com", "no-sent-mail");
    }

    [Fact]
    public async Task A_new_address_that_is_marked_too_is_told()
    {
        var (_, one) = await Line.RefusedAsync(ResendLine.Invoice(Jaan));
        await Line.Marks.MarkAsync(new NewMark { Company = "firmanimi", Address = "jaan@gmail.com", By = "jaan" }, Cancel);

        await IsRefusedAsync(one.Id, "jaan@gmail.com", "address-marked");
    }

    [Theory]
    [InlineData("jaan", "address-invalid")]
    [InlineData("", "address-invalid")]
    [InlineData("jaan@gmail.com, tiiu@example.net", "address-invalid")]
    [InlineData("jaan@gmail.com\r\nBcc: tiiu@example.net", "address-invalid")]
    public async Task What_is_no_address_is_told(string address, string fault)
    {
        var (_, one) = await Line.RefusedAsync(ResendLine.Invoice(Jaan));

        await IsRefusedAsync(one.Id, address, fault);
    }

    [Fact]
    public async Task An_unknown_event_is_told() =>
        Assert.Equal("no-event", Assert.Single((await Line.ResendAsync(4711, "jaan@gmail.com")).Faults).Code);

    [Fact]
    public async Task An_event_that_is_no_failure_is_told()
    {
        var (_, one) = await Line.RefusedAsync(ResendLine.Invoice(Jaan));
        await Line.ExecuteAsync("UPDATE events SET kind = 'delivered'");

        await IsRefusedAsync(one.Id, "jaan@gmail.com", "no-failure");
    }

    private static IEnumerable<string> Parts(MimeMessage mail) => mail.BodyParts.OfType<MimePart>().Select(part =>
    {
        using var content = new MemoryStream();
        part.Content?.DecodeTo(content, Cancel);
        return $"{part.ContentType.MimeType} {part.FileName} {part.ContentId} {part.IsAttachment} {Convert.ToHexString(content.ToArray())}";
    });

    private Task<IReadOnlyDictionary<string, AddressMark>> MarksAsync(string key) => Line.Marks.FindAsync("firmanimi", [key], Cancel);

    private async Task IsRefusedAsync(long id, string address, string fault)
    {
        var mails = await Line.CountAsync("sent_mails");
        var before = await Line.EventAsync(id);

        var outcome = await Line.ResendAsync(id, address);

        Assert.Null(outcome.Mail);
        Assert.Equal(fault, Assert.Single(outcome.Faults).Code);
        Assert.Equal(mails, await Line.CountAsync("sent_mails"));
        Assert.Equal(0, await Line.CountAsync("address_corrections"));
        Assert.Equal(before, await Line.EventAsync(id));
    }
}
