using System.Text;

using BounceProcessor.Sending.Composing;
using BounceProcessor.Sending.Records;

using CsCheck;

using MimeKit;

using Xunit;

namespace BounceProcessor.Tests.Sending.Composing;

/// <summary>What a caller may try in every field.</summary>
public sealed class HostileRequestTests : IAsyncLifetime
{
    private const string Injected = "Bcc: eve@example.net";

    private static readonly string[] Headers =
        ["From", "Reply-To", "To", "Cc", "Subject", "Date", "Message-Id", "MIME-Version", "Content-Type", "Content-Transfer-Encoding"];

    // Line ends of every kind, signs that end a text or turn it, half of a pair, header-like text, boundaries, encoded words.
    private static readonly string[] Pieces =
    [
        "\r\n", "\n", "\r", "\0", "\u2028", "\u0085", "\u202e", "\u2066", "\ud800", "\udc00", $"\r\n{Injected}", $"\n{Injected}\n\n", $"\r\n\r\n{Injected}",
        $"=?utf-8?Q?x=0D=0A{Injected.Replace(' ', '_')}?=", "=?utf-8?B?DQpCY2M6IGV2ZUBleGFtcGxlLm5ldA==?=", "\"", "\\", "<", ">", ",", ";", ":", "@", "(", ")",
        "--b", "../../etc/passwd", "..\\x", "mari@example.org", "a\"; name=\"b", "õ", "😀", "%0d%0aBcc:", "\t", " ",
    ];

    private static readonly Gen<string> Hostile = Gen.OneOf(Gen.Int[0, Pieces.Length - 1].Select(i => Pieces[i]), Gen.String[Gen.Char, 0, 12]);

    private static readonly Gen<string> Text = Hostile.Array[1, 5].Select(parts => string.Concat(parts));

    private ComposingLine? _line;

    private ComposingLine Line => _line ?? throw new InvalidOperationException("The test was not started.");

    public async ValueTask InitializeAsync() => _line = await ComposingLine.StartAsync();

    public ValueTask DisposeAsync() => Line.DisposeAsync();

    [Fact]
    public void Whatever_stands_in_any_field_there_is_a_fault_or_a_mail_with_our_headers_alone() =>
        Gen.Select(Gen.Int[0, 12], Text).Sample(one => Holds(one.Item1, one.Item2), iter: 3_000);

    [Theory]
    [InlineData("subject", "Arve\r\nBcc: eve@example.net")]
    [InlineData("subject", "Arve\nBcc: eve@example.net")]
    [InlineData("subject", "Arve\rBcc: eve@example.net")]
    [InlineData("subject", "Arve\0")]
    [InlineData("subject", "Arve\u2028Bcc: eve@example.net")]
    [InlineData("recipients[0].name", "Ana\r\nBcc: eve@example.net")]
    [InlineData("recipients[0].name", "Ana \u202egro.elpmaxe@ana")]
    [InlineData("user.name", "Mari\nBcc: eve@example.net")]
    [InlineData("user.name", "Mari\u2067")]
    [InlineData("attachments[0].name", "arve.pdf\r\nContent-Type: x")]
    [InlineData("attachments[0].name", "arve\u202efdp.exe")]
    [InlineData("customer", "C1\nC2")]
    [InlineData("document", "arve\0")]
    [InlineData("idempotencyKey", "a\r\nb")]
    public void Line_ends_and_signs_that_turn_or_hide_are_refused_by_field(string field, string value)
    {
        var fault = Assert.Single(Compose(field, value).Faults);

        Assert.Equal((field, "text-invalid"), (fault.Field, fault.Code));
        Assert.Contains("U+", fault.Text.En, StringComparison.Ordinal);
        Assert.Contains("U+", fault.Text.Et, StringComparison.Ordinal);
        Assert.DoesNotContain(fault.Text.En, letter => char.IsControl(letter) || letter is '\u202e' or '\u2028' or '\u2067');
    }

    [Theory]
    [InlineData("recipients[0].name")]
    [InlineData("user.name")]
    [InlineData("attachments[0].name")]
    public void A_name_that_mail_programs_would_decode_is_refused(string field)
    {
        var fault = Assert.Single(Compose(field, "=?utf-8?Q?x=0D=0ABcc:_eve@example.net?=").Faults);

        Assert.Equal((field, "text-invalid"), (fault.Field, fault.Code));
    }

    [Theory]
    [InlineData("=?utf-8?Q?x=0D=0ABcc:_eve@example.net?=")]
    [InlineData("Re: =?utf-8?B?DQpCY2M6IGV2ZUBleGFtcGxlLm5ldA==?= õ")]
    public void A_subject_that_mail_programs_would_decode_arrives_as_it_was_written(string subject)
    {
        var international = ComposingLine.To("jõulu@example.org");

        Assert.Equal(subject, Line.Mail(ComposingLine.Request() with { Subject = subject }).Mail.Subject);
        Assert.Equal(subject, Line.Mail(ComposingLine.Request(international) with { Subject = subject }).Mail.Subject);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("ana")]
    [InlineData("ana@")]
    [InlineData("@example.org")]
    [InlineData("ana@example")]
    [InlineData("ana@example..org")]
    [InlineData("ana@-example.org")]
    [InlineData("ana@exam ple.org")]
    [InlineData("ana@example.org, bob@example.org")]
    [InlineData("Ana <ana@example.org>")]
    [InlineData("<ana@example.org>")]
    [InlineData("ana bob@example.org")]
    [InlineData("ana@example.org\r\nRCPT TO:<eve@example.net>")]
    [InlineData("ana\r\n@example.org")]
    [InlineData("ana\0@example.org")]
    [InlineData("ana\u202e@example.org")]
    [InlineData("ana\u200b@example.org")]
    [InlineData("ana\ufffd@example.org")]
    [InlineData("ana.@example.org")]
    [InlineData("ana..b@example.org")]
    [InlineData("ana@[192.0.2.1]")]
    [InlineData("\"ana\\\"@example.org")]
    [InlineData("\"a>b\"@example.org")]
    [InlineData("ana@bob@example.org")]
    [InlineData("a234567890123456789012345678901234567890123456789012345678901234x@example.org")]
    [InlineData("õõõõõõõõõõõõõõõõõõõõõõõõõõõõõõõõõ@example.org")]
    public void What_is_no_address_is_refused_with_the_value_and_a_remedy(string address)
    {
        var fault = Assert.Single(Line.Compose(ComposingLine.Request(ComposingLine.To(address))).Faults);

        Assert.Equal(("recipients[0].address", "address-invalid"), (fault.Field, fault.Code));
        Assert.EndsWith(".", fault.Text.En, StringComparison.Ordinal);
        Assert.NotEqual(fault.Text.En, fault.Text.Et);
    }

    [Theory]
    [InlineData(" ana@example.org ", "ana@example.org")]
    [InlineData("ana+arved@Example.ORG", "ana+arved@example.org")]
    [InlineData("o'hara/x=y@example.org", "o'hara/x=y@example.org")]
    [InlineData("\"ana maria\"@example.org", "\"ana maria\"@example.org")]
    public void What_looks_unusual_and_is_an_address_is_mailed_to(string address, string mailed)
    {
        var (composed, _, text) = Line.Mail(ComposingLine.Request(ComposingLine.To(address)));

        Assert.Equal(mailed, composed.Groups[0].Recipients[0].Address);
        Assert.Contains($"\r\nTo: {mailed}\r\n", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/etc/passwd")]
    [InlineData("..\\..\\a.exe")]
    [InlineData("C:\\arved\\a.pdf")]
    [InlineData("..")]
    [InlineData("")]
    [InlineData("  ")]
    public void A_file_name_with_folders_is_refused(string name) =>
        Assert.Equal(["attachments[0].name name-invalid"], Line.Faults(With(new MailAttachment(name, null, new byte[1], null))));

    [Theory]
    [InlineData("pdf")]
    [InlineData("")]
    [InlineData("application/pdf\r\nX: y")]
    [InlineData("multipart/mixed; boundary=b")]
    [InlineData("message/rfc822")]
    [InlineData("text/html (\u202e)")]
    public void What_is_no_type_of_a_file_is_refused(string type) =>
        Assert.Equal(["attachments[0].contentType content-type-invalid"], Line.Faults(With(new MailAttachment("a.pdf", type, new byte[1], null))));

    [Theory]
    [InlineData("")]
    [InlineData("logo>\r\nX: y")]
    [InlineData("<logo>")]
    [InlineData("lo go")]
    [InlineData("õ")]
    [InlineData("logo.")]
    [InlineData(".logo")]
    [InlineData("lo..go")]
    [InlineData("lo@go@example")]
    [InlineData("@")]
    public void What_is_no_Content_ID_is_refused(string id) =>
        Assert.Equal(["attachments[0].contentId content-id-invalid"], Line.Faults(With(new MailAttachment("a.png", null, new byte[1], id)) with { Html = "<p>" }));

    [Fact]
    public void Two_images_of_one_Content_ID_and_an_image_without_HTML_are_refused()
    {
        var image = new MailAttachment("a.png", null, new byte[1], "logo");

        Assert.Equal(["attachments[1].contentId content-id-repeated"], Line.Faults(With(image, image) with { Html = "<p>" }));
        Assert.Equal(["attachments[0].contentId content-id-without-html"], Line.Faults(With(image)));
    }

    [Theory]
    [InlineData("text")]
    [InlineData("html")]
    public void What_is_no_text_is_refused_in_a_body(string field) =>
        Assert.Equal($"{field} text-invalid", $"{field} {Assert.Single(Compose(field, "a\0b").Faults).Code}");

    [Fact]
    public void All_faults_are_told_at_once()
    {
        var request = ComposingLine.Request(ComposingLine.To("ana"), ComposingLine.To("bob@example.org", "B\nob"), ComposingLine.To("eve@")) with
        {
            From = "other@example.net",
            Subject = "a\nb",
            Text = "",
            Customer = "x\0",
        };

        Assert.Equal(
            ["from from-not-allowed", "recipients[0].address address-invalid", "recipients[1].name text-invalid", "recipients[2].address address-invalid", "subject text-invalid", "customer text-invalid", "text no-content"],
            Line.Faults(request));
    }

    [Fact]
    public void A_mail_needs_1_to_500_recipients()
    {
        Assert.Equal(["recipients no-recipient"], Line.Faults(ComposingLine.Request() with { Recipients = [] }));
        Assert.Equal(["recipients too-many-recipients"], Line.Faults(ComposingLine.Request() with { Recipients = [.. Enumerable.Range(0, 501).Select(i => ComposingLine.To($"a{i}@example.org"))] }));
    }

    [Theory]
    [InlineData("eve@example.net")]
    [InlineData("boss@firmanimi.example")]
    [InlineData("firmanimi@event.data.directo.ee")]
    public void From_is_the_user_or_a_sending_address_and_nobody_else(string from) =>
        Assert.Equal(["from from-not-allowed"], Line.Faults(ComposingLine.Request() with { From = from }, company: ComposingLine.Company with { SendingAddresses = ["arved@firmanimi.example", "@firmanimi.net"] }));

    [Fact]
    public void A_wrong_address_on_the_card_is_told_as_the_users() =>
        Assert.Equal(["user.email address-invalid"], Line.Faults(ComposingLine.Request(), ComposingLine.Settings(email: "mari")));

    private static MailRequest With(params MailAttachment[] attachments) => ComposingLine.Request() with { Attachments = attachments };

    private ComposedMail Compose(string field, string value) => field switch
    {
        "subject" => Line.Compose(ComposingLine.Request() with { Subject = value }),
        "recipients[0].name" => Line.Compose(ComposingLine.Request(ComposingLine.To("ana@example.org", value))),
        "international" => Line.Compose(ComposingLine.Request(ComposingLine.To("jõulu@example.org", value)) with { Subject = value }, ComposingLine.Settings(name: value)),
        "recipients[0].address" => Line.Compose(ComposingLine.Request(ComposingLine.To(value))),
        "cc" => Line.Compose(ComposingLine.Request(ComposingLine.To("ana@example.org"), new(RecipientKind.Cc, "bob@example.org", value))),
        "user.name" => Line.Compose(ComposingLine.Request(), ComposingLine.Settings(name: value)),
        "user.email" => Line.Compose(ComposingLine.Request(), ComposingLine.Settings(email: value)),
        "from" => Line.Compose(ComposingLine.Request() with { From = value }, company: ComposingLine.Company with { SendingAddresses = ["@example.org", "@example.net"] }),
        "attachments[0].name" => Line.Compose(With(new MailAttachment(value, null, new byte[3], null))),
        "attachments[0].contentType" => Line.Compose(With(new MailAttachment("a.pdf", value, new byte[3], null))),
        "attachments[0].contentId" => Line.Compose(With(new MailAttachment("a.png", null, new byte[3], value)) with { Html = "<p>" }),
        "customer" => Line.Compose(ComposingLine.Request() with { Customer = value }),
        "document" => Line.Compose(ComposingLine.Request() with { Document = value }),
        "idempotencyKey" => Line.Compose(ComposingLine.Request() with { IdempotencyKey = value }),
        "html" => Line.Compose(ComposingLine.Request() with { Html = value }),
        _ => Line.Compose(ComposingLine.Request() with { Text = value }),
    };

    private void Holds(int place, string value)
    {
        string[] fields =
            ["subject", "recipients[0].name", "recipients[0].address", "cc", "user.name", "user.email", "from", "attachments[0].name", "attachments[0].contentType", "attachments[0].contentId", "html", "text", "international"];
        var composed = Compose(fields[place], value);
        if (!composed.IsComposed)
        {
            Assert.All(composed.Faults, fault => Assert.DoesNotContain(fault.Text.En + fault.Text.Et, letter => char.IsControl(letter) || char.IsSurrogate(letter)));
            return;
        }

        using var mail = MimeMessage.Load(new MemoryStream(composed.Content.ToArray()), CancellationToken.None);
        Assert.Empty(mail.Headers.Select(header => header.Field).Concat(mail.Body?.Headers.Select(header => header.Field) ?? []).Except([.. Headers, "Sender"], StringComparer.OrdinalIgnoreCase));
        Assert.Single(mail.From);
        Assert.Empty(mail.Bcc);
        Assert.InRange(mail.To.Mailboxes.Count() + mail.Cc.Mailboxes.Count(), 1, 2);
        Assert.All(composed.Groups.SelectMany(group => group.Recipients), one => Assert.DoesNotContain(one.Address, letter => letter is '\r' or '\n' or '<' or '>' or '\0'));
        Assert.All(Encoding.Latin1.GetString(composed.Content.Span).Split("\r\n"), line => Assert.True(line.Length <= 998 && !line.Contains('\r', StringComparison.Ordinal) && !line.Contains('\n', StringComparison.Ordinal)));
        if (place == 0)
        {
            Assert.Equal(value.Trim(), mail.Subject);
        }
    }
}
