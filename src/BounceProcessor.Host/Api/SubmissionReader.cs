using System.Net.Mime;
using System.Text.Json;
using System.Text.Json.Serialization;

using BounceProcessor.Diagnosis;
using BounceProcessor.Sending.Composing;

using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Options;

namespace BounceProcessor.Host.Api;

/// <summary>Reads a mail from a request: JSON, or a form with the JSON in the part <c>mail</c> and each file in a part of its own.</summary>
internal sealed class SubmissionReader(IOptions<ApiOptions> options)
{
    private const string MailPart = "mail";
    private const string AttachmentPart = "attachment";
    private const string InlinePart = "inline:";
    private const string KeyHeader = "Idempotency-Key";
    private const int LongestKey = 128;
    private const int MostParts = 200;

    /// <summary>As deep as the form goes, and no field that is not of it: a misspelt one would be passed over in silence.</summary>
    internal static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        MaxDepth = 6,
        NumberHandling = JsonNumberHandling.Strict,
        PropertyNameCaseInsensitive = false,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    };

    /// <summary>Reads a request.</summary>
    /// <returns>What is asked for; <see langword="null"/> when the faults say why it cannot be read.</returns>
    /// <exception cref="BadHttpRequestException">The request is too large, or breaks off.</exception>
    public async Task<(MailRequest? Request, IReadOnlyList<MailFault> Faults)> ReadAsync(HttpRequest request, ApiCaller caller, CancellationToken cancellationToken)
    {
        List<MailFault> faults = [];
        var key = Key(request, faults);
        try
        {
            var (submission, files) = request.HasFormContentType
                ? await ReadFormAsync(request, faults, cancellationToken)
                : (await ParseAsync(request.Body, cancellationToken), []);
            var read = submission?.ToRequest(caller.Company, key, files, faults);
            return faults.Count == 0 ? (read, faults) : (null, faults);
        }
        catch (JsonException fault)
        {
            return (null, [.. faults, Unreadable(fault)]);
        }
        catch (InvalidDataException fault)
        {
            return (null, [.. faults, Unreadable(fault)]);
        }
    }

    private static async Task<MailSubmission?> ParseAsync(Stream json, CancellationToken cancellationToken) =>
        await JsonSerializer.DeserializeAsync<MailSubmission>(json, Json, cancellationToken) ?? throw new JsonException(null, "$", null, null);

    private async Task<(MailSubmission? Submission, IReadOnlyList<MailAttachment> Files)> ReadFormAsync(
        HttpRequest request, List<MailFault> faults, CancellationToken cancellationToken)
    {
        var form = await request.ReadFormAsync(
            new FormOptions { MultipartBodyLengthLimit = options.Value.LargestRequestBytes, ValueLengthLimit = options.Value.LargestRequestBytes, ValueCountLimit = MostParts },
            cancellationToken);
        foreach (var name in form.Keys.Where(name => name != MailPart))
        {
            faults.Add(UnknownPart(name));
        }

        List<MailAttachment> files = [];
        foreach (var file in form.Files)
        {
            if (file.Name != AttachmentPart && !file.Name.StartsWith(InlinePart, StringComparison.Ordinal))
            {
                faults.Add(UnknownPart(file.Name));
                continue;
            }

            var content = new byte[file.Length];
            await using var stream = file.OpenReadStream();
            await stream.ReadExactlyAsync(content, cancellationToken);
            var contentId = file.Name == AttachmentPart ? null : file.Name[InlinePart.Length..];
            files.Add(new MailAttachment(file.FileName, file.ContentType is { Length: > 0 } type && type != MediaTypeNames.Application.Octet ? type : null, content, contentId));
        }

        if (form[MailPart] is [{ } json])
        {
            return (JsonSerializer.Deserialize<MailSubmission>(json, Json) ?? throw new JsonException(null, "$", null, null), files);
        }

        faults.Add(new MailFault(MailPart, "missing", new LocalizedText(
            "The form has no part mail, or several; write the mail as JSON in one part of that name, without a file name.",
            "Vormis ei ole osa mail või on neid mitu; kirjutage kiri JSON-ina ühte selle nimega ossa, ilma failinimeta.")));
        return (null, files);
    }

    /// <summary>The idempotency key of a request.</summary>
    internal static string? Key(HttpRequest request, List<MailFault> faults)
    {
        // The draft of the header's standard has it in quotation marks; most programs leave them out.
        var header = request.Headers[KeyHeader];
        if (header.Count == 0)
        {
            return null;
        }

        var key = header.Count == 1 ? header[0]?.Trim() ?? "" : "";
        key = key is ['"', .. var quoted, '"'] ? quoted : key;
        if (key.Length is > 0 and <= LongestKey && key.All(letter => letter is > ' ' and <= '~'))
        {
            return key;
        }

        faults.Add(new MailFault(KeyHeader, "key-invalid", new LocalizedText(
            $"The idempotency key must be 1 to {LongestKey} visible ASCII characters; give every mail one of its own, such as a UUID.",
            $"Idempotentsusvõti peab olema 1 kuni {LongestKey} nähtavat ASCII-märki; andke igale kirjale oma võti, näiteks UUID.")));
        return null;
    }

    /// <summary>What to say of JSON that is none, or not of the form that was asked for.</summary>
    internal static MailFault Unreadable(JsonException fault)
    {
        var field = fault.Path is { Length: > 2 } path && path.StartsWith("$.", StringComparison.Ordinal) ? path[2..] : "";
        var line = (fault.LineNumber ?? 0) + 1;
        return field.Length > 0
            ? new MailFault(field, "field-invalid", new LocalizedText(
                $"{TextLine.Of(field)} (line {line}) cannot be read: there is no such field, or its value is of another kind. /api/v1/openapi.json describes the fields.",
                $"Välja {TextLine.Of(field)} (rida {line}) ei saa lugeda: sellist välja ei ole või on väärtus teist liiki. Väljad on kirjas dokumendis /api/v1/openapi.json."))
            : new MailFault("", "json-invalid", new LocalizedText(
                $"This is no JSON object, line {line}; send one as described in /api/v1/openapi.json.", $"See ei ole JSON-objekt, rida {line}; saatke selline, nagu on kirjas dokumendis /api/v1/openapi.json."));
    }

    /// <summary>What to say of a form that is none.</summary>
    internal static MailFault Unreadable(InvalidDataException fault) => new("", "form-invalid", new LocalizedText(
        $"The form cannot be read: {TextLine.Of(fault.Message)}", $"Vormi ei saa lugeda: {TextLine.Of(fault.Message)}"));

    private static MailFault UnknownPart(string name) => new(TextLine.Of(name), "part-unknown", new LocalizedText(
        $"There is no part \"{TextLine.Of(name)}\"; there are {MailPart}, {AttachmentPart} for each file, and {InlinePart} with a content id for each inline image.",
        $"Osa \"{TextLine.Of(name)}\" ei ole; on {MailPart}, {AttachmentPart} iga faili jaoks ja {InlinePart} koos sisutunnusega iga kirjasisese pildi jaoks."));
}
