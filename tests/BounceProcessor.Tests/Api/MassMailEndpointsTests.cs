using System.Data.Common;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;

using BounceProcessor.MassMail;
using BounceProcessor.Tests.Sending.Outbox;

using Dapper;

using Xunit;

namespace BounceProcessor.Tests.Api;

public sealed class MassMailEndpointsTests : IAsyncLifetime
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
    public async Task A_mass_mail_is_a_draft_with_its_faulty_rows_named_before_anything_is_sent()
    {
        var answer = await Client.PostAsync("mass-mails", ApiClient.MassMail());

        Assert.Equal(HttpStatusCode.Created, answer.Status);
        var id = answer.Json["id"]!.GetValue<long>();
        Assert.Equal($"/api/v1/mass-mails/{id}", answer.Headers["Location"]);
        Assert.Equal(("draft", 3, 2, 1), (Text(answer.Json, "state"), Sum(answer.Json, "rows"), Sum(answer.Json, "ready"), Sum(answer.Json, "faulty")));
        var faulty = (await Client.GetAsync($"mass-mails/{id}/rows?place=faulty")).Json["items"]!.AsArray().Single()!;
        Assert.Equal((2, "address-missing"), (faulty["row"]!.GetValue<int>(), Text(faulty["faults"]![0]!, "code")));
        Assert.Empty((await Client.GetAsync("mails")).Json["items"]!.AsArray());
    }

    [Fact]
    public async Task Any_row_is_shown_as_it_would_go_out()
    {
        var id = await MakeAsync();

        var preview = (await Client.GetAsync($"mass-mails/{id}/preview?row=3")).Json;

        Assert.Equal(("Arve 1026", "Tere, Ana Õun!"), (Text(preview, "subject"), Text(preview, "text")));
        Assert.Contains(preview["headers"]!.AsArray(), header => header!.GetValue<string>().StartsWith("To: ", StringComparison.Ordinal));
        Assert.Equal(HttpStatusCode.NotFound, (await Client.GetAsync($"mass-mails/{id}/preview?row=9")).Status);
    }

    [Fact]
    public async Task A_started_mass_mail_is_put_into_the_outbox_and_told_row_by_row()
    {
        var id = await MakeAsync();

        var started = await Client.PostAsync($"mass-mails/{id}/start", null);

        Assert.Equal((HttpStatusCode.OK, "running"), (started.Status, Text(started.Json, "state")));
        await OutboxLine.UntilAsync(async () => Sum((await Client.GetAsync($"mass-mails/{id}")).Json, "waiting") == 2, "both rows are in the outbox");
        var mails = (await Client.GetAsync($"mails?batchId={id}")).Json["items"]!.AsArray();
        Assert.Equal(["Arve 1024", "Arve 1026"], mails.Select(mail => Text(mail!, "subject")).Order());
        var rows = (await Client.GetAsync($"mass-mails/{id}/rows")).Json["items"]!.AsArray();
        Assert.Equal(["waiting", "faulty", "waiting"], rows.Select(row => Text(row!, "place")));
        var report = await Client.GetAsync($"mass-mails/{id}/report.csv?language=et");
        Assert.Equal("text/csv", report.MediaType);
        Assert.Contains("rida;aadress", report.Text, StringComparison.Ordinal);
        Assert.Contains("1;jaan@example.com;1024;waiting", report.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pausing_holds_what_waits_and_resuming_lets_it_go_and_stopping_cancels_it()
    {
        var id = await MakeAsync();
        await Client.PostAsync($"mass-mails/{id}/start", null);
        await OutboxLine.UntilAsync(async () => Sum((await Client.GetAsync($"mass-mails/{id}")).Json, "waiting") == 2, "both rows are in the outbox");

        var paused = await Client.PostAsync($"mass-mails/{id}/pause", null);
        var held = await TransmissionsAsync();
        var resumed = await Client.PostAsync($"mass-mails/{id}/resume", null);
        var released = await TransmissionsAsync();
        var stopped = await Client.PostAsync($"mass-mails/{id}/stop", null);

        Assert.Equal(("paused", "held,held"), (Text(paused.Json, "state"), held));
        Assert.Equal(("running", "waiting,waiting"), (Text(resumed.Json, "state"), released));
        Assert.Equal(("stopped", "cancelled,cancelled", 2), (Text(stopped.Json, "state"), await TransmissionsAsync(), Sum(stopped.Json, "cancelled")));
        var again = await Client.PostAsync($"mass-mails/{id}/resume", null);
        Assert.Equal((HttpStatusCode.Conflict, "urn:bounceproc:problem:not-now"), (again.Status, Text(again.Json, "type")));

        async Task<string> TransmissionsAsync()
        {
            await using var connection = await Site.Service<DbDataSource>().OpenConnectionAsync();
            return string.Join(',', await connection.QueryAsync<string>("SELECT state FROM transmissions ORDER BY id"));
        }
    }

    [Fact]
    public async Task A_draft_that_is_stopped_is_removed()
    {
        var id = await MakeAsync();

        var answer = await Client.PostAsync($"mass-mails/{id}/stop", null);

        Assert.Equal(HttpStatusCode.NoContent, answer.Status);
        Assert.Equal(HttpStatusCode.NotFound, (await Client.GetAsync($"mass-mails/{id}")).Status);
    }

    [Fact]
    public async Task A_mass_mail_is_throttled_while_it_runs()
    {
        var id = await MakeAsync();
        await Client.PostAsync($"mass-mails/{id}/start", null);

        var slower = await Client.PutAsync($"mass-mails/{id}/rate", new JsonObject { ["ratePerMinute"] = 60 });
        var free = await Client.PutAsync($"mass-mails/{id}/rate", new JsonObject { ["ratePerMinute"] = null });
        var never = await Client.PutAsync($"mass-mails/{id}/rate", new JsonObject { ["ratePerMinute"] = 0 });
        var nothing = await Client.PutAsync($"mass-mails/{id}/rate", new JsonObject());

        Assert.Equal(60, slower.Json["ratePerMinute"]!.GetValue<int>());
        Assert.Equal((HttpStatusCode.OK, null), (free.Status, free.Json["ratePerMinute"]?.ToJsonString()));
        Assert.Equal(["ratePerMinute: rate-invalid"], never.Faults);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, nothing.Status);
        Assert.Equal(2, (await Site.Service<BatchStore>().HistoryAsync(ApiSite.Company, id, CancellationToken.None)).Count(entry => entry.Action == "throttled"));
    }

    [Fact]
    public async Task Without_the_module_and_an_own_server_mass_mail_is_refused_in_words()
    {
        var answer = await Client.PostAsync("mass-mails", ApiClient.MassMail("MARI"));

        Assert.Equal(HttpStatusCode.Forbidden, answer.Status);
        Assert.Equal(["user: mass-mail-not-allowed"], answer.Faults);
        Assert.Contains("does not have the mass-mail module", Text(answer.Json["faults"]![0]!["text"]!, "en"), StringComparison.Ordinal);
        Assert.Contains("ei ole massmeili moodulit", Text(answer.Json["faults"]![0]!["text"]!, "et"), StringComparison.Ordinal);
        Assert.Empty((await Client.GetAsync("mass-mails")).Json["items"]!.AsArray());
    }

    [Fact]
    public async Task The_same_key_with_the_same_request_makes_one_mass_mail()
    {
        var first = await Client.PostAsync("mass-mails", ApiClient.MassMail(), "november");
        var second = await Client.PostAsync("mass-mails", ApiClient.MassMail(), "november");
        var another = ApiClient.MassMail();
        another["subject"] = "Teine";
        var third = await Client.PostAsync("mass-mails", another, "november");

        Assert.Equal((HttpStatusCode.Created, HttpStatusCode.OK), (first.Status, second.Status));
        Assert.Equal(first.Json["id"]!.GetValue<long>(), second.Json["id"]!.GetValue<long>());
        Assert.True(second.Json["isRepeated"]!.GetValue<bool>());
        Assert.Equal((HttpStatusCode.Conflict, "idempotencyKey: key-reused"), (third.Status, third.Faults.Single()));
        Assert.Single((await Client.GetAsync("mass-mails")).Json["items"]!.AsArray());
    }

    [Fact]
    public async Task Two_requests_at_once_with_one_key_make_one_mass_mail()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Client.PostAsync("mass-mails", ApiClient.MassMail(), "november")));

        Assert.Single(answers, answer => answer.Status == HttpStatusCode.Created);
        Assert.All(answers, answer => Assert.Contains(answer.Status, new[] { HttpStatusCode.Created, HttpStatusCode.OK, HttpStatusCode.Conflict }));
        Assert.Single((await Client.GetAsync("mass-mails")).Json["items"]!.AsArray());
    }

    [Fact]
    public async Task Faults_of_the_template_are_told_with_part_and_line()
    {
        var wanted = ApiClient.MassMail();
        wanted["text"] = "Tere\n\n{{ nimetu }}";

        var answer = await Client.PostAsync("mass-mails", wanted);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.Status);
        Assert.Equal(["text: unknown-column"], answer.Faults);
        Assert.Contains("line 3", Text(answer.Json["faults"]![0]!["text"]!, "en"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("user", "unknown", "")]
    [InlineData("name", null, "name: missing")]
    [InlineData("recipients", null, "recipients: missing")]
    [InlineData("duplicates", "perhaps", "duplicates: duplicates-unknown")]
    [InlineData("subjekt", "x", "subjekt: field-invalid")]
    public async Task What_cannot_be_is_refused_and_nothing_is_made(string field, string? value, string fault)
    {
        var wanted = ApiClient.MassMail();
        wanted[field] = value;

        var answer = await Client.PostAsync("mass-mails", wanted);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.Status);
        Assert.Contains(answer.Faults, found => found.StartsWith(fault, StringComparison.Ordinal));
        Assert.Empty((await Client.GetAsync("mass-mails")).Json["items"]!.AsArray());
    }

    [Fact]
    public async Task Recipients_without_an_address_column_are_refused()
    {
        var wanted = ApiClient.MassMail();
        wanted["recipients"] = new JsonArray(new JsonObject { ["name"] = "Jaan" });

        Assert.Equal(["recipients: recipients-unusable"], (await Client.PostAsync("mass-mails", wanted)).Faults);
    }

    [Fact]
    public async Task A_form_brings_the_recipients_as_csv_and_the_files_of_rows()
    {
        var wanted = ApiClient.MassMail();
        wanted.Remove("recipients");
        using var form = new MultipartFormDataContent
        {
            { new StringContent(wanted.ToJsonString()), "massMail" },
            { new ByteArrayContent(Encoding.UTF8.GetBytes("address;name;document;attachment\njaan@example.com;Jaan;1024;1024.pdf\nana@example.org;Ana;1025;1025.pdf\nkatki;Keegi;1026;")), "recipients", "saajad.csv" },
            { new ByteArrayContent(Encoding.UTF8.GetBytes("%PDF-")), "row-attachment", "1024.pdf" },
            { new ByteArrayContent(Encoding.UTF8.GetBytes("Tingimused")), "attachment", "tingimused.txt" },
        };

        var answer = await Client.SendAsync(HttpMethod.Post, "mass-mails", form);

        Assert.Equal(HttpStatusCode.Created, answer.Status);
        var id = answer.Json["id"]!.GetValue<long>();
        Assert.Equal(["tingimused.txt", "1024.pdf"], (await Client.GetAsync($"mass-mails/{id}/preview?row=2")).Json["files"]!.AsArray().Select(file => file!.GetValue<string>()));
        var faulty = (await Client.GetAsync($"mass-mails/{id}/rows?place=faulty")).Json["items"]!.AsArray();
        Assert.Equal([(3, "file-missing"), (4, "address-invalid")], faulty.Select(row => (row!["row"]!.GetValue<int>(), Text(row["faults"]![0]!, "code"))));
    }

    [Fact]
    public async Task Files_in_the_json_go_with_every_letter_or_with_the_rows_that_name_them()
    {
        var wanted = ApiClient.MassMail();
        wanted["recipients"] = new JsonArray(new JsonObject { ["address"] = "jaan@example.com", ["name"] = "Jaan", ["document"] = "1", ["attachment"] = "ARVE.txt" });
        wanted["attachments"] = new JsonArray(new JsonObject { ["name"] = "k.txt", ["content"] = "QQ==" });
        wanted["rowAttachments"] = new JsonArray(new JsonObject { ["name"] = "arve.txt", ["content"] = "Qg==" });

        var id = (await Client.PostAsync("mass-mails", wanted)).Json["id"]!.GetValue<long>();

        Assert.Equal(["k.txt", "arve.txt"], (await Client.GetAsync($"mass-mails/{id}/preview")).Json["files"]!.AsArray().Select(file => file!.GetValue<string>()));
    }

    [Fact]
    public async Task Rows_and_mass_mails_come_in_pages()
    {
        var id = await MakeAsync();
        await MakeAsync();

        var rows = (await Client.GetAsync($"mass-mails/{id}/rows?limit=2")).Json;
        var rest = (await Client.GetAsync($"mass-mails/{id}/rows?limit=2&cursor={Text(rows, "next")}")).Json;
        var newest = (await Client.GetAsync("mass-mails?limit=1")).Json;
        var older = (await Client.GetAsync($"mass-mails?limit=1&cursor={Text(newest, "next")}")).Json;

        Assert.Equal([3], rest["items"]!.AsArray().Select(row => row!["row"]!.GetValue<int>()));
        Assert.False(rest["hasMore"]!.GetValue<bool>());
        Assert.Equal(id, older["items"]![0]!["id"]!.GetValue<long>());
        Assert.Equal(["cursor: cursor-invalid"], (await Client.GetAsync("mass-mails?cursor=0")).Faults);
        Assert.Equal(["place: place-unknown"], (await Client.GetAsync($"mass-mails/{id}/rows?place=kadunud")).Faults);
    }

    private static string Text(JsonNode json, string field) => json[field]!.GetValue<string>();

    private static long Sum(JsonNode json, string place) => json["rows"]![place]!.GetValue<long>();

    private async Task<long> MakeAsync() => (await Client.PostAsync("mass-mails", ApiClient.MassMail())).Json["id"]!.GetValue<long>();
}
