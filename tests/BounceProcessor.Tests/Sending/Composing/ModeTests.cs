using BounceProcessor.Companies;
using BounceProcessor.Senders;
using BounceProcessor.Sending.Composing;
using BounceProcessor.Sending.Records;
using BounceProcessor.Tokens;

using MimeKit;

using Xunit;

namespace BounceProcessor.Tests.Sending.Composing;

/// <summary>The table of the four modes, and what a company may change of it.</summary>
public sealed class ModeTests : IAsyncLifetime
{
    private const string User = "mari@firmanimi.example";
    private const string Events = "firmanimi@event.data.directo.ee";

    private ComposingLine? _line;

    private ComposingLine Line => _line ?? throw new InvalidOperationException("The test was not started.");

    public async ValueTask InitializeAsync() => _line = await ComposingLine.StartAsync();

    public ValueTask DisposeAsync() => Line.DisposeAsync();

    [Theory]
    [InlineData("directo", User, null, User)]
    [InlineData("smtp", User, null, User)]
    [InlineData("microsoft365-oauth", User, null, User)]
    [InlineData("directo-reply-to", Events, User, "firmanimi+token@event.data.directo.ee")]
    public void Each_mode_has_its_From_Reply_To_and_envelope_sender(string code, string from, string? replyTo, string envelope)
    {
        var settings = ComposingLine.Settings(Mode(code));

        var (composed, mail, _) = Line.Mail(ComposingLine.Request(), settings);
        var sender = Line.Senders.For(ComposingLine.Company, settings, 12);

        Assert.Equal((from, "Mari Maasikas"), (mail.From.Mailboxes.Single().Address, mail.From.Mailboxes.Single().Name));
        Assert.Equal(replyTo, mail.ReplyTo.Mailboxes.SingleOrDefault()?.Address);
        Assert.Equal((from, replyTo), (composed.FromAddress, composed.ReplyTo));
        Assert.Null(mail.Sender);
        Assert.Equal(envelope, sender.Address.Replace(sender.Token, "token", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("directo", true)]
    [InlineData("smtp", true)]
    [InlineData("microsoft365-oauth", false)]
    [InlineData("directo-reply-to", true)]
    public void Where_the_company_has_it_so_bounces_come_home_in_Directo_and_SMTP_too(string code, bool comesHome)
    {
        var company = ComposingLine.Company with { BounceReturn = BounceReturn.EventAddress };

        var sender = Line.Senders.For(company, ComposingLine.Settings(Mode(code)), 12);

        Assert.Equal(comesHome ? $"firmanimi+{sender.Token}@event.data.directo.ee" : User, sender.Address);
        Assert.Equal((true, TokenKind.Transmission, 12L), (Line.Tokens.Read(sender.Token).IsValid, Line.Tokens.Read(sender.Token).Kind, Line.Tokens.Read(sender.Token).Id));
    }

    [Theory]
    [InlineData("directo")]
    [InlineData("directo-reply-to")]
    public void The_Message_ID_is_on_the_event_domain_and_names_the_mail(string code)
    {
        var (composed, mail, _) = Line.Mail(ComposingLine.Request(), ComposingLine.Settings(Mode(code)));

        var reading = Line.Tokens.Read(composed.MessageId);
        Assert.EndsWith("@event.data.directo.ee", mail.MessageId, StringComparison.Ordinal);
        Assert.Equal(composed.MessageId, mail.MessageId);
        Assert.Equal((true, TokenKind.Mail, 7L, true), (reading.IsValid, reading.Kind, reading.Id, reading.IsOf("firmanimi")));
    }

    [Fact]
    public void The_Date_is_the_time_of_accepting() =>
        Assert.Equal(ComposingLine.Now, Line.Mail(ComposingLine.Request()).Mail.Date);

    [Theory]
    [InlineData(true, "auto-generated")]
    [InlineData(false, null)]
    public void Only_a_mail_that_no_person_wrote_says_so(bool isAutomatic, string? value) =>
        Assert.Equal(value, Line.Mail(ComposingLine.Request() with { IsAutomatic = isAutomatic }).Mail.Headers["Auto-Submitted"]);

    [Fact]
    public void A_sending_address_of_the_company_is_From_and_the_user_is_Sender()
    {
        var company = ComposingLine.Company with { SendingAddresses = ["arved@firmanimi.example"] };

        var (composed, mail, _) = Line.Mail(ComposingLine.Request() with { From = "Arved@firmanimi.example" }, company: company);

        Assert.Equal("Arved@firmanimi.example", composed.FromAddress);
        Assert.Equal(User, mail.Sender?.Address);
        Assert.Equal(User, Line.Senders.For(company, ComposingLine.Settings(), 12).Address);
    }

    [Fact]
    public void Any_address_of_a_sending_domain_may_be_From() =>
        Assert.Equal("arved@firmanimi.example", Line.Mail(
            ComposingLine.Request() with { From = "arved@firmanimi.example" }, company: ComposingLine.Company with { SendingAddresses = ["@FIRMANIMI.example"] }).Composed.FromAddress);

    [Fact]
    public void In_Directo_Reply_To_another_From_is_where_answers_go()
    {
        var company = ComposingLine.Company with { SendingAddresses = ["arved@firmanimi.example"] };

        var (composed, mail, _) = Line.Mail(ComposingLine.Request() with { From = "arved@firmanimi.example" }, ComposingLine.Settings(SenderMode.DirectoReplyTo), company);

        Assert.Equal((Events, "arved@firmanimi.example"), (composed.FromAddress, composed.ReplyTo));
        Assert.Null(mail.Sender);
    }

    [Fact]
    public void The_users_own_address_asked_for_as_From_is_nothing_special()
    {
        var (composed, mail, _) = Line.Mail(ComposingLine.Request() with { From = "MARI@firmanimi.example" });

        Assert.Equal(User, composed.FromAddress);
        Assert.Null(mail.Sender);
    }

    [Fact]
    public void Directo_Reply_To_has_one_transaction_a_recipient()
    {
        var request = ComposingLine.Request(ComposingLine.To("ana@example.org"), new(RecipientKind.Cc, "bob@example.org", null), new(RecipientKind.Bcc, "eve@example.org", null));

        var groups = Line.Mail(request, ComposingLine.Settings(SenderMode.DirectoReplyTo)).Composed.Groups;

        Assert.Equal(["ana@example.org", "bob@example.org", "eve@example.org"], groups.Select(group => Assert.Single(group.Recipients).Address));
    }

    [Fact]
    public void Other_modes_have_one_transaction_unless_the_company_wants_one_a_recipient()
    {
        var request = ComposingLine.Request(ComposingLine.To("ana@example.org"), ComposingLine.To("bob@example.org"));

        Assert.Equal(2, Assert.Single(Line.Mail(request).Composed.Groups).Recipients.Count);
        Assert.Equal(2, Line.Mail(request, company: ComposingLine.Company with { OneTransactionPerRecipient = true }).Composed.Groups.Count);
    }

    [Fact]
    public void More_than_a_hundred_recipients_go_out_in_several_transactions()
    {
        var request = ComposingLine.Request([.. Enumerable.Range(0, 250).Select(i => ComposingLine.To($"ana{i}@example.org"))]);

        Assert.Equal([100, 100, 50], Line.Mail(request).Composed.Groups.Select(group => group.Recipients.Count));
    }

    [Fact]
    public void An_address_named_twice_gets_the_mail_once()
    {
        var request = ComposingLine.Request(ComposingLine.To("ana@example.org"), new(RecipientKind.Bcc, "ANA@Example.org", null));

        Assert.Equal("ana@example.org", Assert.Single(Assert.Single(Line.Mail(request).Composed.Groups).Recipients).Address);
    }

    [Fact]
    public async Task Where_a_gateway_dislikes_plus_addresses_Message_ID_and_header_carry_the_token_alone()
    {
        await using var line = await ComposingLine.StartAsync(("Tokens:NotInEnvelopeOf:0", "FirmaNimi"));
        var settings = ComposingLine.Settings(SenderMode.DirectoReplyTo);

        using var bytes = new MemoryStream();
        line.Transmit(line.Compose(ComposingLine.Request(), settings), settings).WriteTo(bytes, TestContext.Current.CancellationToken);
        bytes.Position = 0;
        var sent = await MimeMessage.LoadAsync(bytes, TestContext.Current.CancellationToken);

        Assert.Equal(Events, line.Senders.For(ComposingLine.Company, settings, 12).Address);
        Assert.Equal(12, line.Tokens.Read(sent.Headers["X-BounceProcessor-Token"]).Id);
        Assert.Equal(7, line.Tokens.Read(sent.MessageId).Id);
    }

    [Theory]
    [InlineData(32, true)]
    [InlineData(33, false)]
    public void The_token_stands_in_the_envelope_while_there_is_room_for_it(int letters, bool hasToken)
    {
        var company = ComposingLine.Company with { EventAddress = $"{new string('f', letters)}@event.data.directo.ee" };

        var sender = Line.Senders.For(company, ComposingLine.Settings(SenderMode.DirectoReplyTo), 12);

        Assert.Equal(hasToken, sender.Address.Contains(sender.Token, StringComparison.Ordinal));
        Assert.True(sender.Address.IndexOf('@', StringComparison.Ordinal) <= 64);
        Assert.Equal(hasToken, EnvelopeSenders.HasRoom(company));
    }

    private static SenderMode Mode(string code) => BounceProcessor.Diagnosis.Codes.Parse<SenderMode>(code) ?? throw new ArgumentException(code);
}
