using BounceProcessor.Companies;
using BounceProcessor.Diagnosis;
using BounceProcessor.Events;
using BounceProcessor.Marks;
using BounceProcessor.Rules;
using BounceProcessor.Sending.Records;
using BounceProcessor.Sending.Refusals;
using BounceProcessor.Tests.Database;

using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

using Xunit;

namespace BounceProcessor.Tests.Sending.Refusals;

public sealed class RefusalFilingTests : IAsyncLifetime
{
    private static readonly DateTimeOffset Now = new(2026, 11, 2, 10, 0, 0, TimeSpan.Zero);

    private readonly TestDatabase _database = new();
    private readonly EventStore _events;
    private readonly AddressMarks _marks;
    private readonly RefusalFiling _filing;

    public RefusalFilingTests()
    {
        var time = new FakeTimeProvider(Now);
        _events = new EventStore(_database.Source, time, Options.Create(new EventOptions()));
        _marks = new AddressMarks(_database.Source, Options.Create(new MarkOptions()), time);
        _filing = new RefusalFiling(
            _events, _marks, new RulesInForce(Options.Create(new RulesOptions { Folder = "" }), time, NullLogger<RulesInForce>.Instance));
    }

    public async ValueTask InitializeAsync()
    {
        await _database.ApplySchemaAsync();
        await _database.ExecuteAsync(
            "INSERT INTO sent_mails (id, company, user_code, message_id, mode, from_address, subject, customer, document, size_bytes, accepted_at) VALUES (12, 'firmanimi', 'MARI', 'm12@event.data.directo.ee', 'directo', 'mari@firmanimi.example', 'Arve 1024', 'K100', 'invoice 1024', 900, 0)");
        await _database.ExecuteAsync(
            "INSERT INTO transmissions (id, company, mail_id, user_code, envelope_sender, token, server, state, priority, next_at, expires_at, changed_at) VALUES (33, 'firmanimi', 12, 'MARI', 'mari@firmanimi.example', 't33', 'smtp.firmanimi.example:587', 'sending', 0, 0, 0, 0)");
    }

    public ValueTask DisposeAsync() => _database.DisposeAsync();

    // What servers said to somebody who hands over a mail, and what the event says of it.
    [Theory]
    [InlineData("smtp.gmail.com", "RCPT", "550-5.1.1 The email account that you tried to reach does not exist. Please try\r\n550-5.1.1 double-checking the recipient's email address for typos or\r\n550 5.1.1 unnecessary spaces. For more information, go to https://support.google.com/mail/?p=NoSuchUser a640c23a62f3a-ab3 - gsmtp", "mailbox-unknown", "hard")]
    [InlineData("smtp.gmail.com", "RCPT", "553-5.1.2 We weren't able to find the recipient domain. Please check for any\r\n553-5.1.2 spelling errors, and make sure you didn't enter any spaces, periods,\r\n553 5.1.2 or other punctuation after the recipient's email address. a640c23a62f3a-ab3 - gsmtp", "domain-unknown", "hard")]
    [InlineData("smtp.gmail.com", "DATA", "550-5.4.5 Daily user sending limit exceeded. For more information on Gmail\r\n550-5.4.5 sending limits go to\r\n550 5.4.5  https://support.google.com/a/answer/166852 - gsmtp", "sender-rate-limited", "soft")]
    [InlineData("smtp.gmail.com", "MAIL", "530-5.7.0 Authentication Required. For more information, go to\r\n530 5.7.0  https://support.google.com/accounts/troubleshooter/2402620. - gsmtp", "login-rejected", "block")]
    [InlineData("smtp.gmail.com", ".", "552-5.7.0 This message was blocked because its content presents a potential\r\n552-5.7.0 security issue. To review our message content and attachment content\r\n552 5.7.0 guidelines, go to https://support.google.com/mail/?p=BlockedMessage - gsmtp", "attachment-refused", "block")]
    [InlineData("smtp.office365.com", ".", "554 5.2.252 SendAsDenied; mari@firmanimi.example not allowed to send as arved@firmanimi.example; STOREDRV.Submission.Exception:SendAsDeniedException.MapiExceptionSendAsDenied; Failed to process message due to a permanent exception", "sender-not-allowed", "block")]
    [InlineData("smtp.office365.com", "AUTH", "535 5.7.139 Authentication unsuccessful, SmtpClientAuthentication is disabled for the Tenant. Visit https://aka.ms/smtp_auth_disabled for more information.", "login-rejected", "block")]
    [InlineData("smtp.office365.com", "MAIL", "530 5.7.57 Client not authenticated to send mail. [HE1PR0102CA0017.eurprd01.prod.exchangelabs.com]", "login-rejected", "block")]
    [InlineData("smtp.office365.com", "MAIL", "550 5.7.60 SMTP; Client does not have permissions to send as this sender", "sender-not-allowed", "block")]
    [InlineData("smtp.zone.eu", "RCPT", "550 5.1.1 <jaan@example.net>: Recipient address rejected: User unknown in virtual mailbox table", "mailbox-unknown", "hard")]
    [InlineData("smtp.zone.eu", "RCPT", "450 4.1.2 <jaan@example.net>: Recipient address rejected: Domain not found", "domain-unknown", "soft")]
    [InlineData("directo.gate.ee", "RCPT", "550 5.1.1 <jaan@example.net>: Recipient address rejected: User unknown in local recipient table", "mailbox-unknown", "hard")]
    [InlineData("directo.gate.ee", "RCPT", "550 5.1.2 <jaan@example.net>: Recipient address rejected: Domain not found", "domain-unknown", "hard")]
    [InlineData("directo.gate.ee", "RCPT", "554 5.7.1 <jaan@example.net>: Relay access denied", "relay-denied", "block")]
    [InlineData("directo.gate.ee", "RCPT", "501 5.1.3 Bad recipient address syntax", "address-invalid", "hard")]
    [InlineData("directo.gate.ee", "RCPT", "552 5.2.2 Mailbox full", "mailbox-full", "soft")]
    [InlineData("directo.gate.ee", "MAIL", "552 5.3.4 Message size exceeds fixed limit", "message-too-large", "block")]
    [InlineData("directo.gate.ee", "MAIL", "553 5.7.1 <mari@firmanimi.example>: Sender address rejected: not owned by user mari", "sender-not-allowed", "block")]
    [InlineData("directo.gate.ee", "MAIL", "550 5.1.1 No such user", "sender-not-allowed", "block")]
    [InlineData("directo.gate.ee", ".", "554 5.7.1 Spam message rejected", "spam-rejected", "block")]
    [InlineData("directo.gate.ee", ".", "550 High probability of spam", "spam-rejected", "block")]
    [InlineData("mail.example.org", "RCPT", "550 Unrouteable address", "mailbox-unknown", "hard")]
    [InlineData("mail.example.org", "RCPT", "550 5.1.0 Address rejected.", "mailbox-unknown", "hard")]
    [InlineData("mail.example.org", "CONNECT", "554 5.7.1 Service unavailable; Client host [192.0.2.7] blocked using zen.spamhaus.org", "sender-blocklisted", "block")]
    [InlineData("mail.example.org", "AUTH", "535 5.7.8 Error: authentication failed: UGFzc3dvcmQ6", "login-rejected", "block")]
    public async Task A_refusal_is_diagnosed_as_the_same_words_in_a_report_are(string host, string stage, string reply, string reason, string severity)
    {
        await FileAsync(Refusal(host, stage, reply));

        var one = Assert.Single(await ListAsync());
        Assert.Equal(("failure", reason, severity), (one.Kind, one.Reason, one.Severity));
        Assert.Equal(host, one.RemoteMta);
        Assert.StartsWith(reply[..3], one.Diagnostic, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_event_names_user_customer_document_and_the_mail()
    {
        var links = await FileAsync(Refusal("directo.gate.ee", "RCPT", "550 5.1.1 User unknown"));

        var one = Assert.Single(await ListAsync());
        Assert.Equal(
            ("firmanimi", "outbox", "MARI", "K100", "invoice 1024", "jaan@example.net", "m12@event.data.directo.ee"),
            (one.Company, one.Mailbox, one.SenderUser, one.Customer, one.Document, one.Recipient, one.OriginalMessageId));
        Assert.Equal(("Arve 1024", "mari@firmanimi.example", "5.1.1", 550L), (one.OriginalSubject, one.OriginalFrom, one.EnhancedStatus, one.ReplyCode));
        Assert.Equal(("proved", "own-refusal 33", 12L, 101L), (one.Trust, one.MatchEvidence, one.SentMailId, one.SentRecipientId));
        Assert.Equal(one.Id, links[101]);
        Assert.Equal(one.Id, await _database.ScalarAsync<long>("SELECT event_id FROM sent_recipients WHERE id = 101"));
    }

    [Fact]
    public async Task Several_recipients_refused_in_one_transaction_are_several_events_on_one_stored_report()
    {
        var links = await FileAsync(
            Refusal("directo.gate.ee", "RCPT", "550 5.1.1 User unknown", 101, "jaan@example.net"),
            Refusal("directo.gate.ee", "RCPT", "552 5.2.2 Mailbox full", 102, "mari@example.net"),
            Refusal("directo.gate.ee", "RCPT", "550 5.1.2 Domain not found", 103, "tiiu@example.invalid"));

        var all = await ListAsync();
        Assert.Equal(
            ["jaan@example.net mailbox-unknown", "mari@example.net mailbox-full", "tiiu@example.invalid domain-unknown"],
            all.Select(one => $"{one.Recipient} {one.Reason}").Order());
        Assert.Single(all.Select(one => one.MailId).Distinct());
        Assert.Equal(3, links.Values.Distinct().Count());
        Assert.Equal(1, await _database.ScalarAsync<long>("SELECT COUNT(*) FROM mails"));
    }

    [Fact]
    public async Task The_same_refusal_filed_twice_is_one_event()
    {
        var first = await FileAsync(Refusal("directo.gate.ee", "RCPT", "550 5.1.1 User unknown"));
        var second = await FileAsync(Refusal("directo.gate.ee", "RCPT", "550 5.1.1 User unknown") with { At = Now.AddMinutes(5) });

        Assert.Equal(first, second);
        Assert.Single(await ListAsync());
    }

    [Fact]
    public async Task A_second_recipient_refused_later_is_an_event_of_its_own_and_the_first_is_not_filed_again()
    {
        var early = Refusal("directo.gate.ee", "RCPT", "550 5.1.1 User unknown", 101, "jaan@example.net");
        await FileAsync(early);
        await FileAsync(early, Refusal("directo.gate.ee", "RCPT", "550 5.1.1 User unknown", 102, "mari@example.net") with { At = Now.AddHours(1) });

        Assert.Equal(["jaan@example.net", "mari@example.net"], (await ListAsync()).Select(one => one.Recipient).Order());
    }

    [Theory]
    [InlineData("RCPT", "451 4.3.0 Temporary lookup failure", "remote-system-error")]
    [InlineData("RCPT", "450 4.2.0 <jaan@example.net>: Recipient address rejected: Greylisted, see http://postgrey.schweikert.ch/", "greylisted")]
    [InlineData("RCPT", "452 4.2.2 The email account that you tried to reach is over quota. - gsmtp", "mailbox-full")]
    [InlineData("CONNECT", "connect to directo.gate.ee:587: connection timed out", "delivery-timed-out")]
    [InlineData("CONNECT", "connect to directo.gate.ee:587: connection refused", "delivery-timed-out")]
    [InlineData("CONNECT", "421 4.3.2 Service not available, closing transmission channel", "remote-system-error")]
    public async Task Giving_up_tells_the_last_replys_reason_and_is_never_hard(string stage, string reply, string reason)
    {
        await FileAsync(Refusal("directo.gate.ee", stage, reply) with { HasExpired = true });

        var one = Assert.Single(await ListAsync());
        Assert.Equal(("failure", reason, "soft"), (one.Kind, one.Reason, one.Severity));
    }

    [Fact]
    public async Task Giving_up_at_an_unknown_user_that_was_only_temporary_marks_nothing()
    {
        await FileAsync(Refusal("directo.gate.ee", "RCPT", "450 4.1.1 <jaan@example.net>: Recipient address rejected: unverified address: User unknown") with { HasExpired = true });

        Assert.NotEqual("hard", Assert.Single(await ListAsync()).Severity);
        Assert.Empty(await FindMarksAsync("jaan@example.net"));
    }

    [Fact]
    public async Task An_unknown_mailbox_marks_the_address()
    {
        await FileAsync(Refusal("directo.gate.ee", "RCPT", "550 5.1.1 <jaan@example.net>: Recipient address rejected: User unknown in local recipient table"));

        var (_, mark) = Assert.Single(await FindMarksAsync("jaan@example.net"));
        Assert.Equal(("hard", "mailbox-unknown", "jaan@example.net"), (mark.MarkKind, mark.Reason, mark.Address));
        Assert.Equal(Assert.Single(await ListAsync()).Id, mark.EventId);
    }

    [Theory]
    [InlineData("CONNECT", "521 5.3.2 Server does not accept mail")]
    [InlineData("HELO", "550 5.1.2 Host unknown")]
    [InlineData("AUTH", "535 5.7.8 Authentication credentials invalid")]
    [InlineData("AUTH", "550 5.1.1 User unknown")]
    [InlineData("MAIL", "550 5.1.1 User unknown")]
    [InlineData("RCPT", "554 5.7.1 Relay access denied")]
    [InlineData("RCPT", "552 5.2.2 Mailbox full")]
    [InlineData(".", "554 5.7.1 Spam message rejected")]
    public async Task What_is_refused_of_us_or_for_now_marks_no_address(string stage, string reply)
    {
        await FileAsync(Refusal("directo.gate.ee", stage, reply));

        Assert.Single(await ListAsync());
        Assert.Empty(await FindMarksAsync("jaan@example.net"));
    }

    [Fact]
    public async Task The_command_stays_with_the_reply()
    {
        await FileAsync(Refusal("directo.gate.ee", "AUTH", "535 5.7.8 Authentication credentials invalid"));

        var one = Assert.Single(await ListAsync());
        Assert.EndsWith("(in reply to AUTH command)", one.Diagnostic, StringComparison.Ordinal);
        Assert.Equal("our-admin", one.Fixer);
    }

    [Fact]
    public async Task A_reply_with_line_ends_begins_no_field_and_no_part()
    {
        await FileAsync(Refusal("directo.gate.ee", "RCPT", "550 5.1.1 User unknown\r\n\r\nFinal-Recipient: rfc822; other@example.net\r\nAction: failed\r\nStatus: 5.1.1\r\n"));

        Assert.Equal("jaan@example.net", Assert.Single(await ListAsync()).Recipient);
    }

    [Fact]
    public async Task An_address_with_other_letters_is_told_as_it_was_mailed()
    {
        await FileAsync(Refusal("directo.gate.ee", "RCPT", "550 5.6.7 Address with other letters is not supported", 101, "jõgi@näide.example"));

        Assert.Equal("jõgi@näide.example", Assert.Single(await ListAsync()).Recipient);
    }

    [Fact]
    public async Task Who_was_mailed_in_secret_stands_in_no_header_of_the_report()
    {
        var secret = Refusal("directo.gate.ee", "RCPT", "550 5.1.1 User unknown", 102, "tiiu@example.net");
        secret = secret with { Recipient = secret.Recipient with { Kind = RecipientKind.Bcc.ToCode() } };

        await FileAsync(Refusal("directo.gate.ee", "RCPT", "550 5.1.1 User unknown"), secret);

        Assert.Equal(["jaan@example.net", "tiiu@example.net"], (await ListAsync()).Select(one => one.Recipient).Order());
        Assert.All(await ListAsync(), one => Assert.Equal("jaan@example.net", one.OriginalTo));
    }

    [Fact]
    public async Task A_rolled_back_refusal_leaves_neither_event_nor_mark()
    {
        await using (var connection = await _database.Source.OpenConnectionAsync(CancellationToken.None))
        await using (var transaction = await connection.BeginTransactionAsync(CancellationToken.None))
        {
            await _filing.FileAsync(Mail, Transmission, [Refusal("directo.gate.ee", "RCPT", "550 5.1.1 User unknown")], transaction, CancellationToken.None);
        }

        Assert.Empty(await ListAsync());
        Assert.Empty(await FindMarksAsync("jaan@example.net"));
    }

    private static SentMail Mail => new()
    {
        Id = 12,
        Company = "firmanimi",
        UserCode = "MARI",
        MessageId = "m12@event.data.directo.ee",
        Mode = "directo",
        FromAddress = "mari@firmanimi.example",
        Subject = "Arve 1024",
        Customer = "K100",
        Document = "invoice 1024",
        SizeBytes = 900,
        AcceptedAt = Now.AddMinutes(-2),
    };

    private static Transmission Transmission => new()
    {
        Id = 33,
        Company = "firmanimi",
        MailId = 12,
        EnvelopeSender = "mari@firmanimi.example",
        Token = "t33",
        Server = "smtp.firmanimi.example:587",
        State = TransmissionState.Sending.ToCode(),
        Priority = 0,
        Attempts = 1,
        NextAt = Now,
        ExpiresAt = Now.AddDays(2),
        ChangedAt = Now,
    };

    private static RecipientRefusal Refusal(string host, string stage, string reply, long recipientId = 101, string address = "jaan@example.net") => new()
    {
        Recipient = new SentRecipient
        {
            Id = recipientId,
            Company = "firmanimi",
            MailId = 12,
            TransmissionId = 33,
            Kind = RecipientKind.To.ToCode(),
            Address = address,
            AddressKey = AddressKey.Of(address) ?? throw new ArgumentException(address),
            State = RecipientState.Refused.ToCode(),
            ChangedAt = Now,
        },
        Reply = reply,
        Host = host,
        Stage = stage,
        At = Now,
    };

    private async Task<IReadOnlyDictionary<long, long>> FileAsync(params RecipientRefusal[] refusals)
    {
        IReadOnlyDictionary<long, long>? links = null;
        foreach (var recipient in refusals.Select(refusal => refusal.Recipient))
        {
            await _database.ExecuteAsync(
                $"INSERT INTO sent_recipients (id, company, mail_id, transmission_id, kind, address, address_key, state, changed_at) VALUES ({recipient.Id}, 'firmanimi', 12, 33, 'to', '{recipient.Address}', '{recipient.AddressKey}', 'refused', 0) ON CONFLICT DO NOTHING");
        }

        await _database.InTransactionAsync(async transaction =>
            links = await _filing.FileAsync(Mail, Transmission, refusals, transaction, CancellationToken.None));
        return links ?? throw new InvalidOperationException("nothing was filed");
    }

    private Task<IReadOnlyDictionary<string, AddressMark>> FindMarksAsync(string key) => _marks.FindAsync("firmanimi", [key], CancellationToken.None);

    private async Task<IReadOnlyList<EventRecord>> ListAsync() =>
        (await _events.ListAsync(new EventFilter(), 1, 500, CancellationToken.None)).Events;
}
