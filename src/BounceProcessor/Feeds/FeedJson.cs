using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;

namespace BounceProcessor.Feeds;

/// <summary>How what a company's programs read is written.</summary>
internal static class FeedJson
{
    /// <summary>Names in camelCase, letters of all languages as they are, nothing that a page could take for markup.</summary>
    public static JsonSerializerOptions Options { get; } = Make();

    /// <summary>The same settings for somebody else's options.</summary>
    public static void Configure(JsonSerializerOptions options)
    {
        options.PropertyNamingPolicy = JsonNamingPolicy.CamelCase;
        options.Encoder = JavaScriptEncoder.Create(UnicodeRanges.All);
    }

    private static JsonSerializerOptions Make()
    {
        var options = new JsonSerializerOptions(JsonSerializerDefaults.Web);
        Configure(options);
        options.MakeReadOnly(populateMissingResolver: true);
        return options;
    }
}
