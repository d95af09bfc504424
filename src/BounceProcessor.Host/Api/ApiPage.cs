using System.Security.Cryptography;

using Scalar.AspNetCore;

namespace BounceProcessor.Host.Api;

/// <summary>The description of the API as a page in which it can be tried, made of the package's own files: nothing is loaded from elsewhere.</summary>
internal static class ApiPage
{
    /// <summary>Where it is.</summary>
    public const string Address = "/api/docs";

    private const string NonceItem = "api-page-nonce";

    /// <summary>Lets the page's own script run, which stands in the page itself.</summary>
    public static Task AllowScriptAsync(HttpContext context, RequestDelegate next)
    {
        if (context.Request.Path.StartsWithSegments(Address))
        {
            var nonce = Convert.ToBase64String(RandomNumberGenerator.GetBytes(16));
            context.Items[NonceItem] = nonce;
            var headers = context.Response.Headers;
            headers.ContentSecurityPolicy = headers.ContentSecurityPolicy.ToString().Replace("script-src 'self'", $"script-src 'self' 'nonce-{nonce}'", StringComparison.Ordinal);
        }

        return next(context);
    }

    /// <summary>Settings of the page.</summary>
    public static void Configure(ScalarOptions options, HttpContext context)
    {
        options.WithTitle("API – BounceProcessor")
            .WithNonce(context.Items[NonceItem] as string ?? "")
            .WithOpenApiRoutePattern("/api/{documentName}/openapi.json")
            .AddDocument(ApiDocument.Version)
            .DisableDefaultFonts()
            .DisableTelemetry()
            .DisableAgent()
            .DisableMcp()
            .HideDeveloperTools()
            .HideClientButton()
            .WithDefaultHttpClient(ScalarTarget.Shell, ScalarClient.Curl);
    }
}
