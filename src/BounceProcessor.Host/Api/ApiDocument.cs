using System.Text.Json.Nodes;

using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace BounceProcessor.Host.Api;

/// <summary>What the description of the API says beyond what the endpoints say themselves.</summary>
internal static class ApiDocument
{
    /// <summary>Name of the document, and of the version in the addresses.</summary>
    public const string Version = "v1";

    private const string SchemeId = "token";

    private static readonly JsonNode MailExample = new JsonObject
    {
        ["user"] = "MARI",
        ["recipients"] = new JsonArray(new JsonObject { ["address"] = "jaan@example.com", ["name"] = "Jaan Tamm" }),
        ["subject"] = "Arve 1024",
        ["text"] = "Tere! Arve on kirjaga kaasas.",
        ["attachments"] = new JsonArray(new JsonObject { ["name"] = "arve-1024.txt", ["contentType"] = "text/plain", ["content"] = "QXJ2ZSAxMDI0" }),
        ["customer"] = "10023",
        ["document"] = "invoice 1024",
    };

    private static readonly JsonNode MassMailExample = new JsonObject
    {
        ["user"] = "MARI",
        ["name"] = "Arved november",
        ["subject"] = "Arve {{ document }}",
        ["text"] = "Tere, {{ name }}! Arve summa on {{ amount }}.",
        ["isAutomatic"] = true,
        ["ratePerMinute"] = 60,
        ["recipients"] = new JsonArray(
            new JsonObject { ["address"] = "jaan@example.com", ["name"] = "Jaan Tamm", ["customer"] = "10023", ["document"] = "invoice 1024", ["amount"] = "12,00" },
            new JsonObject { ["address"] = "ana@example.org", ["name"] = "Ana Õun", ["customer"] = "10024", ["document"] = "invoice 1025", ["amount"] = "8,50" }),
    };

    /// <summary>Describes everything.</summary>
    public static void Configure(OpenApiOptions options)
    {
        options.ShouldInclude = description => description.ActionDescriptor.EndpointMetadata.OfType<ApiScope>().Any();
        options.AddDocumentTransformer((document, _, _) =>
        {
            Describe(document);
            return Task.CompletedTask;
        });
        options.AddOperationTransformer((operation, context, _) =>
        {
            Complete(operation, context);
            return Task.CompletedTask;
        });
    }

    private static void Describe(OpenApiDocument document)
    {
        document.Info = new OpenApiInfo
        {
            Title = "BounceProcessor",
            Version = "1",
            Description = """
                Sends the mail of a company and tells what became of it.

                Every request shows a token of the company in the header Authorization, as Bearer. A token sees the rows of its own company alone.
                Refusals are problem details (RFC 9457); texts in faults are in English and Estonian. Fields may be added at any time; codes are
                lower case with hyphens, and new ones may come.
                """,
        };
        document.Servers = [new OpenApiServer { Url = "/" }];
        document.Components ??= new OpenApiComponents();
        document.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>
        {
            [SchemeId] = new OpenApiSecurityScheme
            {
                Type = SecuritySchemeType.Http,
                Scheme = "bearer",
                Description = "A token of the company, made with bounceproc api-token create or on the page API.",
            },
        };
        document.Security = [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(SchemeId, document)] = [] }];
    }

    private static void Complete(OpenApiOperation operation, OpenApiOperationTransformerContext context)
    {
        operation.Responses ??= [];
        foreach (var (status, words) in new[] { ("401", "No token, or one that opens nothing"), ("403", "The token lacks the scope"), ("429", "Too many requests; Retry-After says when to come again") })
        {
            operation.Responses.TryAdd(status, new OpenApiResponse { Description = words });
        }

        if (operation.OperationId == "SendMail")
        {
            Complete(operation, MailExample, Form());
        }
        else if (operation.OperationId == "MakeMassMail")
        {
            Complete(operation, MassMailExample, MassMailForm());
        }
    }

    private static void Complete(OpenApiOperation operation, JsonNode example, OpenApiMediaType form)
    {
        operation.Parameters ??= [];
        operation.Parameters.Add(new OpenApiParameter
        {
            Name = "Idempotency-Key",
            In = ParameterLocation.Header,
            Description = "A name for this request, 1 to 128 visible ASCII characters. The same key with the same request is answered with 200 and does nothing; with another request it is refused with 409.",
            Schema = new OpenApiSchema { Type = JsonSchemaType.String, MaxLength = 128 },
            Example = "invoice-1024-1",
        });
        if (operation.RequestBody?.Content is { } content)
        {
            if (content.TryGetValue("application/json", out var json))
            {
                json.Example = example.DeepClone();
            }

            content["multipart/form-data"] = form;
        }
    }

    private static OpenApiMediaType MassMailForm() => new()
    {
        Schema = new OpenApiSchema
        {
            Type = JsonSchemaType.Object,
            Description = "The mass mail as JSON in the part massMail, the recipients as a CSV file in recipients; files that go with every letter in parts attachment, those that rows name in parts row-attachment.",
            Required = new HashSet<string> { "massMail" },
            Properties = new Dictionary<string, IOpenApiSchema>
            {
                ["massMail"] = new OpenApiSchema { Type = JsonSchemaType.String, Description = "The same JSON, without what comes as a file." },
                ["recipients"] = Binary(),
                ["attachment"] = new OpenApiSchema { Type = JsonSchemaType.Array, Items = Binary() },
                ["row-attachment"] = new OpenApiSchema { Type = JsonSchemaType.Array, Items = Binary() },
            },
        },
    };

    private static OpenApiSchema Binary() => new() { Type = JsonSchemaType.String, Format = "binary" };

    private static OpenApiMediaType Form() => new()
    {
        Schema = new OpenApiSchema
        {
            Type = JsonSchemaType.Object,
            Description = "The mail as JSON in the part mail; each file in a part attachment, each inline image in a part inline: followed by its content id.",
            Required = new HashSet<string> { "mail" },
            Properties = new Dictionary<string, IOpenApiSchema>
            {
                ["mail"] = new OpenApiSchema { Type = JsonSchemaType.String, Description = "The same JSON, without the contents of the files." },
                ["attachment"] = new OpenApiSchema { Type = JsonSchemaType.Array, Items = Binary() },
            },
        },
    };
}
