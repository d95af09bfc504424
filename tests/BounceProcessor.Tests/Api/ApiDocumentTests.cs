using System.Net;
using System.Text;
using System.Text.Json.Nodes;

using BounceProcessor.ApiTokens;

using Xunit;

namespace BounceProcessor.Tests.Api;

public sealed class ApiDocumentTests
{
    [Fact]
    public async Task The_description_names_every_endpoint_with_words_and_asks_for_a_token()
    {
        await using var site = await ApiSite.StartAsync();

        var answer = await site.Client(null).GetAsync("/api/v1/openapi.json");

        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.StartsWith("3.", answer.Json["openapi"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Equal("bearer", answer.Json["components"]!["securitySchemes"]!["token"]!["scheme"]!.GetValue<string>());
        Assert.NotNull(answer.Json["security"]![0]!["token"]);
        var operations = Operations(answer.Json);
        Assert.Contains("SendMail", operations.Select(operation => operation["operationId"]!.GetValue<string>()));
        Assert.All(operations, operation =>
        {
            Assert.NotEmpty(operation["summary"]!.GetValue<string>());
            Assert.Contains(ApiScopes.All, scope => operation["description"]!.GetValue<string>().Contains($"Scope: {scope}.", StringComparison.Ordinal));
            Assert.NotNull(operation["responses"]!["401"]);
        });
        var pages = operations.Select(operation => operation["tags"]![0]!.GetValue<string>()).Distinct().Order();
        Assert.Equal(["Address marks", "Events", "Mails", "Mass mail", "Users"], pages);
    }

    [Fact]
    public async Task Every_field_of_the_description_has_words()
    {
        await using var site = await ApiSite.StartAsync();

        var schemas = (await site.Client(null).GetAsync("/api/v1/openapi.json")).Json["components"]!["schemas"]!.AsObject();

        var silent = schemas
            .Where(schema => schema.Key is not "LocalizedText")
            .SelectMany(schema => (schema.Value!["properties"] as JsonObject ?? []).Where(field => field.Value!["description"] is null && field.Value["$ref"] is null && field.Value["oneOf"] is null).Select(field => $"{schema.Key}.{field.Key}"));
        Assert.Empty(silent);
    }

    [Theory]
    [InlineData("mails", HttpStatusCode.Accepted)]
    [InlineData("mass-mails", HttpStatusCode.Created)]
    public async Task The_examples_of_the_description_are_accepted(string path, HttpStatusCode status)
    {
        await using var site = await ApiSite.StartAsync();
        var document = (await site.Client(null).GetAsync("/api/v1/openapi.json")).Json;
        var content = document["paths"]![$"/api/v1/{path}"]!["post"]!["requestBody"]!["content"]!;
        var example = content["application/json"]!["example"]!.DeepClone();
        Assert.NotNull(content["multipart/form-data"]!["schema"]!["properties"]!["attachment"]);

        // The user of the example is one whose company has the module.
        example["user"] = path == "mails" ? "MARI" : ApiSite.OwnServer;
        var answer = await (await site.ClientAsync()).SendAsync(HttpMethod.Post, path, new StringContent(example.ToJsonString(), Encoding.UTF8, "application/json"));

        Assert.Equal(status, answer.Status);
    }

    [Fact]
    public async Task The_page_of_the_description_loads_nothing_from_elsewhere()
    {
        await using var site = await ApiSite.StartAsync();
        var client = site.Client(null);

        var page = await client.GetAsync("/api/docs/");
        var script = await client.GetAsync("/api/docs/scalar.js");

        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.DoesNotContain("http://", page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("https://", page.Text, StringComparison.Ordinal);
        Assert.Matches("script-src 'self' 'nonce-[A-Za-z0-9+/=]{24}';", page.Headers["Content-Security-Policy"]);
        Assert.Equal(HttpStatusCode.OK, script.Status);
    }

    private static JsonObject[] Operations(JsonNode document) =>
        [.. document["paths"]!.AsObject().SelectMany(path => path.Value!.AsObject()).Select(operation => operation.Value!.AsObject())];
}
