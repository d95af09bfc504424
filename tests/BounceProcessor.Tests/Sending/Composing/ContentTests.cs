using System.Text;

using BounceProcessor.Senders;
using BounceProcessor.Sending.Composing;
using BounceProcessor.Sending.Records;

using MimeKit;

using Xunit;

namespace BounceProcessor.Tests.Sending.Composing;

public sealed class ContentTests : IAsyncLifetime
{
    private static readonly byte[] Pdf = [.. "%PDF-1.4\r\n.\n\0"u8, .. Enumerable.Range(0, 3_000).Select(i => (byte)i)];

    private ComposingLine? _line;

    private ComposingLine Line => _line ?? throw new InvalidOperationException("The test was not started.");

    public async ValueTask InitializeAsync() => _line = await ComposingLine.StartAsync();

    public ValueTask DisposeAsync() => Line.DisposeAsync();

    [Fact]
    public void Text_alone_is_one_part()
    {
        var mail = Line.Mail(ComposingLine.Request() with { Text = "Tere õhtust\nja head aega\n" }).Mail;

        Assert.Equal("text/plain", mail.Body?.ContentType.MimeType);
        Assert.Equal("Tere õhtust\r\nja head aega\r\n", mail.TextBody?.ReplaceLineEndings("\r\n"));
    }

    [Fact]
    public void HTML_alone_is_one_part() =>
        Assert.Equal("text/html", Line.Mail(ComposingLine.Request() with { Text = null, Html = "<p>Tere</p>" }).Mail.Body?.ContentType.MimeType);

    [Fact]
    public void Text_and_HTML_are_alternatives_with_the_better_one_last()
    {
        var mail = Line.Mail(ComposingLine.Request() with { Html = "<p>Tere õhtust</p>" }).Mail;

        var parts = Assert.IsType<MultipartAlternative>(mail.Body);
        Assert.Equal(["text/plain", "text/html"], parts.Select(part => part.ContentType.MimeType));
        Assert.Equal("<p>Tere õhtust</p>", mail.HtmlBody?.Trim());
    }

    [Fact]
    public void Inline_images_are_related_to_the_HTML_and_files_are_attached_to_both()
    {
        var mail = Line.Mail(ComposingLine.Request() with
        {
            Html = "<img src=\"cid:logo\">",
            Attachments = [new MailAttachment("logo.png", null, Pdf, "logo"), new MailAttachment("Arve 1024.pdf", "application/pdf", Pdf, null)],
        }).Mail;

        var mixed = Assert.IsType<Multipart>(mail.Body);
        var related = Assert.IsType<MultipartRelated>(Assert.IsType<MultipartAlternative>(mixed[0])[1]);
        Assert.Equal("multipart/mixed", mixed.ContentType.MimeType);
        Assert.Equal(["text/html", "image/png"], related.Select(part => part.ContentType.MimeType));
        Assert.Equal(("logo", "inline"), (related[1].ContentId, related[1].ContentDisposition?.Disposition));
        Assert.Equal(("Arve 1024.pdf", "attachment"), (mixed[1].ContentDisposition?.FileName, mixed[1].ContentDisposition?.Disposition));
    }

    [Fact]
    public void An_attachment_arrives_byte_by_byte()
    {
        var mail = Line.Mail(ComposingLine.Request() with { Attachments = [new MailAttachment("a.bin", null, Pdf, null)] }).Mail;

        using var bytes = new MemoryStream();
        Assert.IsType<MimePart>(mail.Attachments.Single()).Content?.DecodeTo(bytes, TestContext.Current.CancellationToken);
        Assert.Equal(Pdf, bytes.ToArray());
    }

    [Fact]
    public void Attachments_alone_are_content() =>
        Assert.Single(Line.Mail(ComposingLine.Request() with { Text = null, Attachments = [new MailAttachment("a.pdf", null, Pdf, null)] }).Mail.Attachments);

    [Theory]
    [InlineData("arve.pdf", null, "application/pdf")]
    [InlineData("arve.xyzzy", null, "application/octet-stream")]
    [InlineData("kiri.eml", null, "application/octet-stream")]
    [InlineData("arve", "application/vnd.ms-excel", "application/vnd.ms-excel")]
    public void The_type_of_an_attachment_is_the_one_given_or_the_one_of_its_name(string name, string? given, string type) =>
        Assert.Equal(type, Line.Mail(ComposingLine.Request() with { Attachments = [new MailAttachment(name, given, Pdf, null)] }).Mail.Attachments.Single().ContentType.MimeType);

    [Fact]
    public void Of_the_parameters_of_a_type_the_charset_is_kept_alone()
    {
        var type = Line.Mail(ComposingLine.Request() with { Attachments = [new MailAttachment("a.csv", "text/csv; charset=windows-1257; name=other.exe", Pdf, null)] }).Mail.Attachments.Single().ContentType;

        Assert.Equal(("windows-1257", "a.csv"), (type.Charset, type.Name));
    }

    [Theory]
    [InlineData("Arve õ 1024 – Ülo & Ko.pdf")]
    [InlineData("Счёт № 7.pdf")]
    [InlineData("say \"hi\"; name=x.pdf")]
    [InlineData("naam%20met%27.pdf")]
    public void A_file_name_of_any_letters_arrives_as_it_is(string name) =>
        Assert.Equal(name, Line.Mail(ComposingLine.Request() with { Attachments = [new MailAttachment(name, null, Pdf, null)] }).Mail.Attachments.Single().ContentDisposition?.FileName);

    [Fact]
    public void A_long_file_name_is_continued_by_RFC_2231()
    {
        var name = string.Concat(Enumerable.Repeat("pikk žest ", 20)) + ".pdf";

        var (_, mail, text) = Line.Mail(ComposingLine.Request() with { Attachments = [new MailAttachment(name, null, Pdf, null)] });

        Assert.Equal(name, mail.Attachments.Single().ContentDisposition?.FileName);
        Assert.Contains("filename*0*=utf-8''pikk%20%C5%BEest", text, StringComparison.Ordinal);
        Assert.Contains("filename*1*=", text, StringComparison.Ordinal);
    }

    [Fact]
    public void To_and_Cc_stand_in_their_headers_and_Bcc_in_none()
    {
        var request = ComposingLine.Request(
            ComposingLine.To("ana@example.org", "Õunapuu, Ana"), ComposingLine.To("bob@example.org"), new(RecipientKind.Cc, "cid@example.org", "Cid"), new(RecipientKind.Bcc, "salajane@example.net", "Salajane"));

        var (composed, mail, text) = Line.Mail(request);

        Assert.Equal(["ana@example.org", "bob@example.org"], mail.To.Mailboxes.Select(one => one.Address));
        Assert.Equal("Õunapuu, Ana", mail.To.Mailboxes.First().Name);
        Assert.Equal("cid@example.org", mail.Cc.Mailboxes.Single().Address);
        Assert.DoesNotContain("salajane", text, StringComparison.OrdinalIgnoreCase);
        Assert.Contains(composed.Groups[0].Recipients, one => one is { Kind: RecipientKind.Bcc, Address: "salajane@example.net" });
    }

    [Fact]
    public void A_mail_to_Bcc_alone_says_that_its_recipients_are_not_told()
    {
        var (_, mail, text) = Line.Mail(ComposingLine.Request(new MailRecipient(RecipientKind.Bcc, "salajane@example.net", null)));

        Assert.Contains("\r\nTo: undisclosed-recipients: ;\r\n", text, StringComparison.Ordinal);
        Assert.Empty(mail.To.Mailboxes);
    }

    [Fact]
    public void Long_headers_are_folded_and_nothing_but_ASCII_is_sent()
    {
        var people = Enumerable.Range(0, 60).Select(i => ComposingLine.To($"ana.{i}@mail.example.org", $"Õnne Õunapuu-Üleöömõeldud number {i}")).ToArray();
        var request = ComposingLine.Request(people) with { Subject = string.Concat(Enumerable.Repeat("Jõuluõhtu üleskutse ", 40)), Text = new string('õ', 3_000) };

        var (composed, mail, text) = Line.Mail(request);

        Assert.Equal(people.Select(one => one.Name), mail.To.Mailboxes.Select(one => one.Name));
        Assert.Equal(request.Subject.Trim(), mail.Subject);
        Assert.All(text.Split("\r\n"), line => Assert.True(line.Length <= 78, line));
        Assert.Equal(-1, composed.Content.Span.IndexOfAnyInRange((byte)0x80, (byte)0xff));
    }

    [Fact]
    public void A_word_too_long_for_a_line_stays_under_the_limit_of_998()
    {
        var word = new string('x', 1_000);

        var (_, mail, text) = Line.Mail(ComposingLine.Request() with { Subject = word, Text = new string('y', 5_000) });

        Assert.Equal(word, mail.Subject?.Replace(" ", "", StringComparison.Ordinal));
        Assert.Equal(new string('y', 5_000), mail.TextBody?.Trim());
        Assert.All(text.Split("\r\n"), line => Assert.True(line.Length <= 998));
    }

    [Fact]
    public void Every_line_ends_with_CRLF_and_none_with_less()
    {
        var text = Line.Mail(ComposingLine.Request() with { Text = "üks\nkaks\rkolm\r\nneli", Html = "<p>\n</p>" }).Text;

        Assert.Equal(text.Count(letter => letter == '\n'), text.Split("\r\n").Length - 1);
        Assert.Equal(text.Count(letter => letter == '\r'), text.Split("\r\n").Length - 1);
        Assert.EndsWith("\r\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public void An_international_domain_is_written_in_A_labels_and_asks_nothing_of_the_server()
    {
        var (composed, mail, text) = Line.Mail(ComposingLine.Request(ComposingLine.To("Ana@Õunapuu.EE")));

        Assert.Equal("Ana@xn--unapuu-oxa.ee", Assert.Single(composed.Groups[0].Recipients).Address);
        Assert.Contains("To: Ana@xn--unapuu-oxa.ee\r\n", text, StringComparison.Ordinal);
        Assert.False(composed.Groups[0].NeedsSmtpUtf8);
        Assert.Equal(-1, composed.Content.Span.IndexOfAnyInRange((byte)0x80, (byte)0xff));
        Assert.NotNull(mail.To);
    }

    [Fact]
    public void An_address_that_is_not_ASCII_before_the_at_needs_SMTPUTF8_and_has_headers_in_UTF_8()
    {
        var (composed, mail, text) = Line.Mail(ComposingLine.Request(ComposingLine.To("jõulu@näide.example", "Jõulu Mees")));

        Assert.True(composed.Groups[0].NeedsSmtpUtf8);
        Assert.Equal("jõulu@xn--nide-loa.example", Assert.Single(composed.Groups[0].Recipients).Address);
        Assert.Contains("To: Jõulu Mees <jõulu@", text, StringComparison.Ordinal);
        Assert.Equal("Jõulu Mees", mail.To.Mailboxes.Single().Name);
        Assert.True(Line.Transmit(composed).NeedsSmtpUtf8);
    }

    [Fact]
    public void Only_the_transaction_of_such_an_address_needs_SMTPUTF8_when_no_header_names_it()
    {
        var request = ComposingLine.Request(ComposingLine.To("ana@example.org"), new(RecipientKind.Bcc, "jõulu@näide.example", null));

        var composed = Line.Mail(request, ComposingLine.Settings(SenderMode.DirectoReplyTo)).Composed;

        Assert.Equal([false, true], composed.Groups.Select(group => group.NeedsSmtpUtf8));
        Assert.Equal(-1, composed.Content.Span.IndexOfAnyInRange((byte)0x80, (byte)0xff));
    }

    [Fact]
    public void A_mail_larger_than_the_limit_is_refused_with_both_sizes()
    {
        var composed = Line.Compose(ComposingLine.Request() with { Attachments = [new MailAttachment("suur.bin", null, new byte[20_000_000], null)] });

        var fault = Assert.Single(composed.Faults);
        Assert.Equal("too-large", fault.Code);
        Assert.Contains("The mail has 27.", fault.Text.En, StringComparison.Ordinal);
        Assert.Contains("at most 26.21 MB", fault.Text.En, StringComparison.Ordinal);
        Assert.Contains("kuni 26.21 MB", fault.Text.Et, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(10_000, null, false)]
    [InlineData(10_000, 0L, false)]
    [InlineData(10_000, 12_048L, false)]
    [InlineData(10_000, 12_047L, true)]
    public void A_servers_limit_counts_what_is_added_at_transmission(long size, long? limit, bool isTooLarge) =>
        Assert.Equal(isTooLarge, MailSize.Fault(size, limit, "smtp.example.org") is not null);

    [Fact]
    public void What_is_sent_is_what_is_stored_with_the_token_in_front()
    {
        var composed = Line.Mail(ComposingLine.Request() with { Html = "<p>õ</p>", Attachments = [new MailAttachment("õ.pdf", null, Pdf, null)] }).Composed;

        var sent = Line.Transmit(composed);
        using var bytes = new MemoryStream();
        sent.WriteTo(new FormatOptions { NewLineFormat = NewLineFormat.Dos }, bytes, TestContext.Current.CancellationToken);
        var text = Encoding.UTF8.GetString(bytes.ToArray());

        var first = text.Split("\r\n")[0];
        Assert.StartsWith("X-BounceProcessor-Token: t", first, StringComparison.Ordinal);
        Assert.Equal(12, Line.Tokens.Read(first["X-BounceProcessor-Token: ".Length..]).Id);
        Assert.Equal(Encoding.UTF8.GetString(composed.Content.Span), text[(first.Length + 2)..]);
        Assert.Equal(bytes.Length, sent.SizeBytes);
    }
}
