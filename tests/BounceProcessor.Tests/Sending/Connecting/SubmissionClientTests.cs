using System.Net;

using BounceProcessor.Senders;
using BounceProcessor.Sending.Connecting;
using BounceProcessor.Sending.Outbox;
using BounceProcessor.Tests.Servers;

using MimeKit;

using Xunit;

namespace BounceProcessor.Tests.Sending.Connecting;

public sealed class SubmissionClientTests : IAsyncLifetime
{

    private readonly SmtpSink _sink = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static EndPermission Nothing => new(() => Task.CompletedTask);

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _sink.DisposeAsync();

    [Fact]
    public async Task A_mail_goes_out_with_the_envelope_asked_for_and_not_that_of_its_headers()
    {
        await using var client = await OpenAsync();

        var outcome = await client.SendAsync(Mail("bounces@event.data.directo.ee", "jaan@example.net"), Nothing, Token);

        var mail = Assert.Single(_sink.Mails);
        Assert.Equal(("bounces@event.data.directo.ee", "jaan@example.net"), (mail.From, mail.To));
        Assert.Contains("Subject: Arve 1024", mail.Text, StringComparison.Ordinal);
        Assert.Equal((RecipientVerdict.Accepted, "4ABC"), (Assert.Single(outcome.Recipients).Verdict, outcome.QueueId));
    }

    [Theory]
    [InlineData("8BITMIME")]
    [InlineData("PIPELINING,SIZE 1000000,8BITMIME")]
    [InlineData("CHUNKING,BINARYMIME,PIPELINING")]
    public async Task A_refused_recipient_does_not_stop_the_others(string offers)
    {
        _sink.Offers = offers.Split(',');
        _sink.RecipientAnswers["gone@example.net"] = "550-5.1.1 The account\r\n550 5.1.1 does not exist";
        _sink.RecipientAnswers["busy@example.net"] = "451 4.7.1 Greylisted";
        await using var client = await OpenAsync();

        var outcome = await client.SendAsync(Mail("mari@firmanimi.example", "gone@example.net", "jaan@example.net", "busy@example.net"), Nothing, Token);

        Assert.Equal(["jaan@example.net"], Assert.Single(_sink.Mails).Recipients);
        Assert.Equal(
            [(RecipientVerdict.Refused, "550 5.1.1 The account does not exist"), (RecipientVerdict.Accepted, "250 2.0.0 Ok: queued as 4ABC"), (RecipientVerdict.Deferred, "451 4.7.1 Greylisted")],
            outcome.Recipients.Select(recipient => (recipient.Verdict, recipient.Words)));
    }

    [Fact]
    public async Task Reports_are_asked_for_where_the_server_offers_them()
    {
        _sink.Offers = ["DSN"];
        await using var client = await OpenAsync();

        await client.SendAsync(Mail("mari@firmanimi.example", "jaan@example.net"), Nothing, Token);

        Assert.Contains("MAIL FROM:<mari@firmanimi.example> ENVID=ENV1 RET=HDRS", _sink.Commands);
        Assert.Contains("RCPT TO:<jaan@example.net> NOTIFY=FAILURE,DELAY ORCPT=rfc822;jaan@example.net", _sink.Commands);
    }

    [Fact]
    public async Task Reports_are_not_asked_for_where_the_server_does_not_offer_them()
    {
        await using var client = await OpenAsync();

        await client.SendAsync(Mail("mari@firmanimi.example", "jaan@example.net"), Nothing, Token);

        Assert.Contains("MAIL FROM:<mari@firmanimi.example>", _sink.Commands);
        Assert.Contains("RCPT TO:<jaan@example.net>", _sink.Commands);
    }

    [Theory]
    [InlineData("MAIL", "452 4.3.1 No room", RecipientVerdict.Deferred, SubmissionStage.Sender)]
    [InlineData("MAIL", "553 5.7.1 Not yours", RecipientVerdict.Refused, SubmissionStage.Sender)]
    [InlineData("RCPT", "550 5.1.1 User unknown", RecipientVerdict.Refused, SubmissionStage.Recipient)]
    [InlineData("DATA", "554 5.5.1 No valid recipients", RecipientVerdict.Refused, SubmissionStage.Content)]
    [InlineData(".", "554 5.7.1 Looks like spam", RecipientVerdict.Refused, SubmissionStage.End)]
    [InlineData(".", "451 4.3.0 Try later", RecipientVerdict.Deferred, SubmissionStage.End)]
    [InlineData("MAIL", "", RecipientVerdict.Deferred, SubmissionStage.Sender)]
    [InlineData("DATA", "", RecipientVerdict.Deferred, SubmissionStage.Content)]
    [InlineData(".", "", RecipientVerdict.Unsure, SubmissionStage.End)]
    public async Task The_outcome_tells_where_and_how_it_was_decided(string command, string answer, RecipientVerdict verdict, SubmissionStage stage)
    {
        _sink.Answers[command] = answer;
        await using var client = await OpenAsync();

        var outcome = await client.SendAsync(Mail("mari@firmanimi.example", "jaan@example.net"), Nothing, Token);

        var recipient = Assert.Single(outcome.Recipients);
        Assert.Equal((verdict, stage), (recipient.Verdict, recipient.Stage));
        Assert.Equal(answer.Length == 0 ? null : answer, recipient.Reply?.ToString());
        Assert.Equal(answer.Length > 0, client.IsUsable);
    }

    [Fact]
    public async Task What_is_to_be_stored_is_stored_after_the_mail_and_before_its_end()
    {
        var mailsAtHook = -1;
        await using var client = await OpenAsync();

        await client.SendAsync(
            Mail("mari@firmanimi.example", "jaan@example.net"),
            new EndPermission(async () =>
            {
                await Task.Yield();
                mailsAtHook = _sink.Mails.Count;
                Assert.Contains("DATA", _sink.Commands);
            }),
            Token);

        Assert.Equal(0, mailsAtHook);
        Assert.Single(_sink.Mails);
    }

    [Fact]
    public async Task When_it_cannot_be_stored_nothing_goes_out()
    {
        await using (var client = await OpenAsync())
        {
            await Assert.ThrowsAsync<InvalidOperationException>(() => client.SendAsync(
                Mail("mari@firmanimi.example", "jaan@example.net"), new EndPermission(() => throw new InvalidOperationException("the disk is full")), Token));
        }

        Assert.Empty(_sink.Mails);
    }

    [Fact]
    public async Task What_is_stored_early_is_stored_once()
    {
        var asked = 0;
        await using var client = await OpenAsync();

        var outcome = await client.SendAsync(Mail("mari@firmanimi.example", "jaan@example.net"), Early(() => Task.FromResult(++asked)), Token);

        Assert.Equal(RecipientVerdict.Accepted, outcome.Recipients[0].Verdict);
        Assert.Equal(1, asked);
    }

    [Fact]
    public async Task When_it_cannot_be_stored_early_nothing_goes_out()
    {
        await using (var client = await OpenAsync())
        {
            await Assert.ThrowsAsync<InvalidOperationException>(() => client.SendAsync(
                Mail("mari@firmanimi.example", "jaan@example.net"), Early(() => Task.FromException(new InvalidOperationException("the disk is full"))), Token));
        }

        Assert.Empty(_sink.Mails);
    }

    [Fact]
    public async Task What_began_to_be_stored_is_stored_when_a_refused_DATA_is_told()
    {
        _sink.Answers["DATA"] = "451 4.3.0 later";
        var isStored = false;
        await using var client = await OpenAsync();

        var outcome = await client.SendAsync(
            Mail("mari@firmanimi.example", "jaan@example.net"),
            Early(async () =>
            {
                await Task.Delay(300, Token);
                isStored = true;
            }),
            Token);

        Assert.Equal((RecipientVerdict.Deferred, SubmissionStage.Content), (outcome.Recipients[0].Verdict, outcome.Recipients[0].Stage));
        Assert.True(isStored);
    }

    [Fact]
    public async Task A_server_that_never_answers_the_end_leaves_the_mail_unsure()
    {
        _sink.OnMail = async (_, cancellationToken) =>
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);
            return null;
        };
        await using var client = await OpenAsync(new ConnectingOptions { ReplyTimeout = TimeSpan.FromSeconds(1), EndTimeout = TimeSpan.FromSeconds(1) });

        var outcome = await client.SendAsync(Mail("mari@firmanimi.example", "jaan@example.net"), Nothing, Token);

        Assert.Equal((RecipientVerdict.Unsure, SubmissionStage.End), (outcome.Recipients[0].Verdict, outcome.Recipients[0].Stage));
        Assert.False(client.IsUsable);
    }

    [Fact]
    public async Task One_connection_takes_many_mails_also_after_refused_ones()
    {
        _sink.RecipientAnswers["gone@example.net"] = "550 5.1.1 User unknown";
        await using var client = await OpenAsync();
        var verdicts = new List<RecipientVerdict>();

        foreach (var recipient in new[] { "a@example.net", "gone@example.net", "b@example.net" })
        {
            verdicts.Add((await client.SendAsync(Mail("mari@firmanimi.example", recipient), Nothing, Token)).Recipients[0].Verdict);
        }

        Assert.Equal([RecipientVerdict.Accepted, RecipientVerdict.Refused, RecipientVerdict.Accepted], verdicts);
        Assert.Equal(1, _sink.Connections);
    }

    [Fact]
    public void Companies_share_a_connection_only_with_the_operators_sign_in()
    {
        var card = TestSettings.Of(587, username: "arve@firmanimi.example");
        var bare = TestSettings.Of(587);
        var operators = card with { Password = new SettingSource(SettingPlace.Configuration, null) };
        var token = TestSettings.Of(587, username: "arve@firmanimi.example", signIn: SubmissionSignIn.Xoauth2) with { Password = null };

        Assert.NotEqual(card.ServerKey, (card with { Company = "teine" }).ServerKey);
        Assert.NotEqual(token.ServerKey, (token with { Company = "teine" }).ServerKey);
        Assert.Equal(operators.ServerKey, (operators with { Company = "teine" }).ServerKey);
        Assert.Equal(bare.ServerKey, (bare with { Company = "teine" }).ServerKey);
        Assert.Equal("127.0.0.1", ServerLimitsInForce.HostOf(card.ServerKey));
    }

    [Fact]
    public void The_end_of_a_transaction_that_was_given_up_does_not_leave()
    {
        var given = new SubmissionTransaction(["a@example.net"], takesUtf8: false);
        var kept = new SubmissionTransaction(["a@example.net"], takesUtf8: false);

        var lost = given.Lost(new TimeoutException("silence"));
        Assert.True(kept.TryBeginEnd());

        Assert.Equal(RecipientVerdict.Deferred, Assert.Single(lost.Recipients).Verdict);
        Assert.False(given.TryBeginEnd());
        Assert.Equal(RecipientVerdict.Unsure, Assert.Single(kept.Lost(new TimeoutException("silence")).Recipients).Verdict);
    }

    [Fact]
    public async Task Content_arrives_as_it_was_composed_dots_and_all()
    {
        _sink.Offers = ["8BITMIME"];
        await using var client = await OpenAsync();
        var mail = Mail("mari@firmanimi.example", "jaan@example.net");
        using var expected = new MemoryStream();
        var format = FormatOptions.Default.Clone();
        format.NewLineFormat = NewLineFormat.Dos;
        await mail.Message.WriteToAsync(format, expected, Token);

        await client.SendAsync(mail, Nothing, Token);

        Assert.Equal(System.Text.Encoding.UTF8.GetString(expected.ToArray()).TrimEnd(), Assert.Single(_sink.Mails).Text.TrimEnd());
    }

    [Theory]
    [InlineData("jaan@example.net>\r\nRCPT TO:<else@example.net")]
    [InlineData("jaan@example.net\r\nDATA")]
    public async Task An_address_cannot_bring_in_a_command(string address)
    {
        await using var client = await OpenAsync();

        await Assert.ThrowsAsync<ArgumentException>(() => client.SendAsync(Mail("mari@firmanimi.example", address), Nothing, Token));

        Assert.DoesNotContain(_sink.Commands, line => line.StartsWith("RCPT", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_address_beyond_ascii_needs_a_server_that_takes_it()
    {
        await using (var client = await OpenAsync())
        {
            var refused = await client.SendAsync(Mail("mari@firmanimi.example", "jüri@example.net", "jaan@example.net"), Nothing, Token);
            Assert.Equal([RecipientVerdict.Refused, RecipientVerdict.Accepted], refused.Recipients.Select(one => one.Verdict));
            Assert.Contains("SMTPUTF8", refused.Recipients[0].Words, StringComparison.Ordinal);
        }

        _sink.Offers = ["SMTPUTF8", "8BITMIME"];
        await using var able = await OpenAsync();
        var accepted = await able.SendAsync(Mail("mari@firmanimi.example", "jüri@example.net"), Nothing, Token);
        Assert.Equal(RecipientVerdict.Accepted, accepted.Recipients[0].Verdict);
        Assert.Contains("SMTPUTF8", Assert.Single(_sink.Commands, line => line.StartsWith("MAIL", StringComparison.Ordinal) && line.Contains("SMTPUTF8", StringComparison.Ordinal)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_cannot_be_used_is_told_with_stage_and_whether_it_may_pass()
    {
        _sink.Answers["220"] = "421 4.7.0 Too many connections";

        var fault = await Assert.ThrowsAsync<SubmissionException>(() => OpenAsync());

        Assert.Equal((SubmissionStage.Greeting, true, 421), (fault.Stage, fault.IsTemporary, fault.Reply?.Code));
        Assert.Contains("User \"mari\" of \"firmanimi\", 127.0.0.1:", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_greeting_names_what_is_configured_and_otherwise_this_machine()
    {
        await using (await OpenAsync())
        {
            Assert.StartsWith(_sink.Commands.First()["EHLO ".Length..], Dns.GetHostName(), StringComparison.OrdinalIgnoreCase);
        }

        await using var client = await OpenAsync(new ConnectingOptions { LocalName = "mail.example.test" });
        Assert.Contains("EHLO mail.example.test", _sink.Commands);
    }

    private static SubmissionMail Mail(string sender, params string[] recipients)
    {
        var message = new MimeMessage { Subject = "Arve 1024", Body = new TextPart("plain") { ContentTransferEncoding = ContentEncoding.EightBit, Text = "Tere!\n.\n..\nLõpp" } };
        message.From.Add(new MailboxAddress("Mari", "mari@firmanimi.example"));
        message.To.Add(new MailboxAddress("", "somebody-else@example.net"));
        return new SubmissionMail(TestMails.Stored(message), sender, recipients, "ENV1");
    }

    private static EndPermission Early(Func<Task> ask) => new(ask) { WhenDataLeaves = end => end.AskAsync() };

    private Task<SubmissionClient> OpenAsync(ConnectingOptions? options = null) =>
        SubmissionConnector.OpenAsync(TestSettings.Of(_sink.Port), new SubmissionCredentials(null, null, null, TimeProvider.System), options ?? new ConnectingOptions(), TimeProvider.System, Token);
}
