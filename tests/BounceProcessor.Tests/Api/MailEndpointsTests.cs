using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;

using BounceProcessor.Marks;
using BounceProcessor.Sending.Records;

using MimeKit;

using Xunit;

namespace BounceProcessor.Tests.Api;

public sealed class MailEndpointsTests : IAsyncLifetime
{
    private (ApiSite Site, ApiClient Client)? _started;

    private ApiSite Site => _started?.Site ?? throw new InvalidOperationException("not started");

    private ApiClient Client => _started?.Client ?? throw new InvalidOperationException("not started");

    public async ValueTask InitializeAsync()
    {
        var site = await ApiSite.StartAsync();
        _started = (site, await site.ClientAsync());
    }

    public ValueTask DisposeAsync() => Site.DisposeAsync();

    [Fact]
    public async Task A_mail_is_in_the_outbox_when_the_answer_comes()
    {
        var answer = await Client.PostAsync("mails", ApiClient.Mail());

        Assert.Equal(HttpStatusCode.Accepted, answer.Status);
        var id = answer.Json["id"]!.GetValue<long>();
        Assert.Equal($"/api/v1/mails/{id}", answer.Headers["Location"]);
        var stored = await Site.Service<SentMailStore>().FindAsync(ApiSite.Company, id, CancellationToken.None);
        Assert.Equal(stored?.MessageId, answer.Json["messageId"]!.GetValue<string>());
        Assert.Equal("waiting", answer.Json["recipients"]![0]!["state"]!.GetValue<string>());
    }

    [Fact]
    public async Task The_same_key_with_the_same_mail_sends_one_mail()
    {
        var first = await Client.PostAsync("mails", ApiClient.Mail(), "invoice-1024");
        var second = await Client.PostAsync("mails", ApiClient.Mail(), "\"invoice-1024\"");

        Assert.Equal(HttpStatusCode.Accepted, first.Status);
        Assert.Equal(HttpStatusCode.OK, second.Status);
        Assert.Equal(first.Json["id"]!.GetValue<long>(), second.Json["id"]!.GetValue<long>());
        Assert.True(second.Json["isRepeated"]!.GetValue<bool>());
        Assert.Single((await Client.GetAsync("mails")).Json["items"]!.AsArray());
    }

    [Fact]
    public async Task The_same_key_with_another_mail_is_a_conflict()
    {
        await Client.PostAsync("mails", ApiClient.Mail(), "invoice-1024");

        var answer = await Client.PostAsync("mails", ApiClient.Mail(subject: "Arve 1025"), "invoice-1024");

        Assert.Equal(HttpStatusCode.Conflict, answer.Status);
        Assert.Equal("application/problem+json", answer.MediaType);
        Assert.Equal(["idempotencyKey: key-reused"], answer.Faults);
    }

    [Fact]
    public async Task The_same_key_of_another_company_is_another_mail()
    {
        var other = await Site.ClientAsync(ApiSite.OtherCompany);
        var first = await Client.PostAsync("mails", ApiClient.Mail(), "invoice-1024");

        var second = await other.PostAsync("mails", ApiClient.Mail(), "invoice-1024");

        Assert.Equal(HttpStatusCode.Accepted, second.Status);
        Assert.NotEqual(first.Json["id"]!.GetValue<long>(), second.Json["id"]!.GetValue<long>());
    }

    [Fact]
    public async Task All_missing_parts_are_told_together_in_both_languages()
    {
        var answer = await Client.PostAsync("mails", new JsonObject { ["recipients"] = new JsonArray(new JsonObject { ["kind"] = "tö" }), ["attachments"] = new JsonArray(new JsonObject()) });

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.Status);
        Assert.Equal(
            ["user: missing", "subject: missing", "recipients[0].address: missing", "recipients[0].kind: kind-unknown", "attachments[0].name: missing", "attachments[0].content: missing"],
            answer.Faults);
        Assert.Contains("to, cc or bcc", answer.Json["faults"]![3]!["text"]!["en"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Contains("to, cc või bcc", answer.Json["faults"]![3]!["text"]!["et"]!.GetValue<string>(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_user_that_does_not_exist_is_a_fault_and_nothing_is_sent()
    {
        var mail = ApiClient.Mail();
        mail["user"] = "NOBODY";

        var answer = await Client.PostAsync("mails", mail);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.Status);
        Assert.Contains(answer.Faults, fault => fault.StartsWith("user: ", StringComparison.Ordinal));
        Assert.Empty((await Client.GetAsync("mails")).Json["items"]!.AsArray());
    }

    [Theory]
    [InlineData("""{"user":"MARI","recipient":[]}""", "recipient: field-invalid")]
    [InlineData("""{"user":5}""", "user: field-invalid")]
    [InlineData("""{"attachments":[{"name":"a","content":"***"}]}""", "attachments[0].content: field-invalid")]
    [InlineData("""{"user":""", "user: field-invalid")]
    [InlineData("[]", ": json-invalid")]
    [InlineData("null", ": json-invalid")]
    [InlineData("", ": json-invalid")]
    [InlineData("""{"recipients":[[[[[[[[[[1]]]]]]]]]]}""", "recipients[0]: field-invalid")]
    public async Task What_is_no_mail_is_told_with_its_place(string body, string fault)
    {
        var answer = await Client.SendAsync(HttpMethod.Post, "mails", new StringContent(body, Encoding.UTF8, "application/json"));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.Status);
        Assert.Equal([fault], answer.Faults);
    }

    [Fact]
    public async Task Attachments_and_inline_images_go_with_the_mail()
    {
        var mail = ApiClient.Mail();
        mail["html"] = "<p>Tere!</p><img src=\"cid:logo\">";
        mail["attachments"] = new JsonArray(
            new JsonObject { ["name"] = "arve.txt", ["contentType"] = "text/plain", ["content"] = Convert.ToBase64String("Arve 1024"u8) },
            new JsonObject { ["name"] = "logo.png", ["contentType"] = "image/png", ["content"] = Convert.ToBase64String([1, 2, 3]), ["contentId"] = "logo" });

        var answer = await Client.PostAsync("mails", mail);

        var parts = await PartsAsync(answer);
        Assert.Contains(parts, part => part.FileName == "arve.txt" && part.IsAttachment);
        Assert.Contains(parts, part => part.ContentId == "logo");
    }

    [Fact]
    public async Task A_form_brings_the_files_as_they_are()
    {
        using var form = new MultipartFormDataContent { { new StringContent(ApiClient.Mail().ToJsonString()), "mail" } };
        using var file = new ByteArrayContent([0, 255, 13, 10]);
        file.Headers.ContentType = new MediaTypeHeaderValue("application/pdf");
        form.Add(file, "attachment", "arve.pdf");

        var answer = await Client.SendAsync(HttpMethod.Post, "mails", form);

        Assert.Equal(HttpStatusCode.Accepted, answer.Status);
        var part = Assert.Single(await PartsAsync(answer), part => part.FileName == "arve.pdf");
        using var bytes = new MemoryStream();
        part.Content!.DecodeTo(bytes, TestContext.Current.CancellationToken);
        Assert.Equal([0, 255, 13, 10], bytes.ToArray());
    }

    [Fact]
    public async Task A_form_with_an_unknown_part_is_refused()
    {
        using var form = new MultipartFormDataContent { { new StringContent("{}"), "letter" } };

        var answer = await Client.SendAsync(HttpMethod.Post, "mails", form);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.Status);
        Assert.Equal(["letter: part-unknown", "mail: missing"], answer.Faults);
    }

    [Theory]
    [InlineData("")]
    [InlineData("with blank")]
    [InlineData("129")]
    public async Task A_key_that_cannot_be_is_refused(string key)
    {
        var answer = await Client.PostAsync("mails", ApiClient.Mail(), key == "129" ? new string('k', 129) : key);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.Status);
        Assert.Equal(["Idempotency-Key: key-invalid"], answer.Faults);
    }

    [Fact]
    public async Task A_mail_tells_the_state_of_each_recipient()
    {
        var mail = ApiClient.Mail();
        mail["recipients"]!.AsArray().Add(new JsonObject { ["address"] = "siim@example.com", ["kind"] = "cc" });
        var id = (await Client.PostAsync("mails", mail)).Json["id"]!.GetValue<long>();

        var found = await Client.GetAsync($"mails/{id}");

        Assert.Equal(["jaan@example.com to waiting", "siim@example.com cc waiting"], found.Json["recipients"]!.AsArray().Select(one => $"{one!["address"]} {one["kind"]} {one["state"]}"));
        Assert.Equal("invoice 1024", found.Json["document"]!.GetValue<string>());
        Assert.Equal(2, found.Json["states"]!["waiting"]!.GetValue<long>());
    }

    [Fact]
    public async Task A_cancelled_mail_is_never_sent_and_a_second_time_is_too_late()
    {
        var id = (await Client.PostAsync("mails", ApiClient.Mail())).Json["id"]!.GetValue<long>();

        var first = await Client.PostAsync($"mails/{id}/cancel", null);
        var second = await Client.PostAsync($"mails/{id}/cancel", null);

        Assert.Equal("cancelled", first.Json["recipients"]![0]!["state"]!.GetValue<string>());
        Assert.Equal(HttpStatusCode.Conflict, second.Status);
        Assert.StartsWith("api:test (", Assert.Single(await Site.Service<SentMailStore>().HistoryAsync(ApiSite.Company, id, CancellationToken.None)).ChangedBy, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_marked_address_is_told_when_sending_to_it()
    {
        await Site.Service<AddressMarks>().MarkAsync(new NewMark { Company = ApiSite.Company, Address = "jaan@example.com", Kind = MarkKind.ByHand, By = "test" }, CancellationToken.None);

        var answer = await Client.PostAsync("mails", ApiClient.Mail());

        Assert.Contains("address-marked", answer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Mails_are_listed_newest_first_page_by_page()
    {
        for (var i = 1; i <= 5; i++)
        {
            await Client.PostAsync("mails", ApiClient.Mail(subject: $"Arve {i}"));
        }

        List<string> seen = [];
        string? cursor = null;
        do
        {
            var page = (await Client.GetAsync($"mails?limit=2{(cursor is null ? "" : $"&cursor={cursor}")}")).Json;
            seen.AddRange(page["items"]!.AsArray().Select(item => item!["subject"]!.GetValue<string>()));
            cursor = page["next"]?.GetValue<string>();
        }
        while (cursor is not null);

        Assert.Equal(["Arve 5", "Arve 4", "Arve 3", "Arve 2", "Arve 1"], seen);
    }

    [Theory]
    [InlineData("user=MARI", 2)]
    [InlineData("user=JAAN", 0)]
    [InlineData("customer=10023", 2)]
    [InlineData("document=invoice%201024", 2)]
    [InlineData("recipient=JAAN@example.com", 1)]
    public async Task The_list_is_filtered(string query, int count)
    {
        await Client.PostAsync("mails", ApiClient.Mail());
        await Client.PostAsync("mails", ApiClient.Mail("siim@example.com"));

        var page = await Client.GetAsync($"mails?{query}");

        Assert.Equal(count, page.Json["items"]!.AsArray().Count);
    }

    [Theory]
    [InlineData("mails?cursor=x", "cursor: cursor-invalid")]
    [InlineData("mails?recipient=x", "recipient: address-invalid")]
    public async Task A_query_that_cannot_be_is_refused(string path, string fault)
    {
        var answer = await Client.GetAsync(path);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.Status);
        Assert.Equal([fault], answer.Faults);
    }

    private async Task<List<MimePart>> PartsAsync(ApiClient.Answer answer)
    {
        Assert.Equal(HttpStatusCode.Accepted, answer.Status);
        var bytes = await Site.Service<SentMailStore>().ContentAsync(ApiSite.Company, answer.Json["id"]!.GetValue<long>(), CancellationToken.None);
        using var stream = new MemoryStream(bytes!);
        return [.. MimeMessage.Load(stream, CancellationToken.None).BodyParts.OfType<MimePart>()];
    }
}
