using System.Security.Cryptography;
using System.Text.Json;

using BounceProcessor.Diagnosis;
using BounceProcessor.Feeds;
using BounceProcessor.MassMail;
using BounceProcessor.MassMail.Recipients;
using BounceProcessor.Sending.Composing;

using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Options;

namespace BounceProcessor.Host.Api;

/// <summary>Reads a mass mail from a request: JSON, or a form with the JSON in the part <c>massMail</c>, the CSV file in <c>recipients</c> and files in parts of their own.</summary>
internal sealed class MassMailReader(IOptions<ApiOptions> api, IOptions<MassMailOptions> options)
{
    private const string MassMailPart = "massMail";
    private const string RecipientsPart = "recipients";
    private const string CommonPart = "attachment";
    private const string NamedPart = "row-attachment";
    private const int MostParts = 2_000;

    private static readonly string[] FileParts = [RecipientsPart, CommonPart, NamedPart];

    /// <summary>Reads a request. What is read from its form lasts as long as the request.</summary>
    /// <returns>What is asked for; <see langword="null"/> when the faults say why it cannot be read.</returns>
    /// <exception cref="BadHttpRequestException">The request is too large, or breaks off.</exception>
    public async Task<(MassMailOrder? Order, IReadOnlyList<MailFault> Faults)> ReadAsync(HttpRequest request, ApiCaller caller, CancellationToken cancellationToken)
    {
        List<MailFault> faults = [];
        var key = SubmissionReader.Key(request, faults);
        try
        {
            var (submission, files) = request.HasFormContentType
                ? await ReadFormAsync(request, faults, cancellationToken)
                : (await JsonSerializer.DeserializeAsync<MassMailSubmission>(request.Body, SubmissionReader.Json, cancellationToken) ?? throw NoObject(), null);
            if (submission is null)
            {
                return (null, faults);
            }

            var hash = key is null ? null : await HashAsync(submission, files, cancellationToken);
            var wanted = submission.ToBatch(caller, faults) with { IdempotencyKey = key, RequestHash = hash };
            var attached = new BatchFiles(
                Files(submission.RowAttachments, "rowAttachments", files?.GetFiles(NamedPart) ?? [], faults), Files(submission.Attachments, "attachments", files?.GetFiles(CommonPart) ?? [], faults));
            var list = await RecipientsAsync(submission, files?.GetFile(RecipientsPart), faults, cancellationToken);
            return list is not null && faults.Count == 0 ? (new MassMailOrder(wanted, list, attached), []) : (null, faults);
        }
        catch (JsonException fault)
        {
            return (null, [.. faults, SubmissionReader.Unreadable(fault)]);
        }
        catch (InvalidDataException fault)
        {
            return (null, [.. faults, SubmissionReader.Unreadable(fault)]);
        }
    }

    private async Task<(MassMailSubmission? Submission, IFormFileCollection Files)> ReadFormAsync(HttpRequest request, List<MailFault> faults, CancellationToken cancellationToken)
    {
        var most = api.Value.LargestRequestBytes;
        var form = await request.ReadFormAsync(new FormOptions { MultipartBodyLengthLimit = most, ValueLengthLimit = most, ValueCountLimit = MostParts }, cancellationToken);
        foreach (var name in form.Keys.Where(name => name != MassMailPart).Concat(form.Files.Select(file => file.Name).Where(name => !FileParts.Contains(name))).Distinct())
        {
            var shown = TextLine.Of(name);
            faults.Add(new MailFault(shown, "part-unknown", new LocalizedText(
                $"There is no part \"{shown}\"; there are {MassMailPart}, and with a file name {string.Join(", ", FileParts)}.", $"Osa \"{shown}\" ei ole; on {MassMailPart} ja failinimega {string.Join(", ", FileParts)}.")));
        }

        if (form[MassMailPart] is [{ } json])
        {
            return (JsonSerializer.Deserialize<MassMailSubmission>(json, SubmissionReader.Json) ?? throw NoObject(), form.Files);
        }

        faults.Add(new MailFault(MassMailPart, "missing", new LocalizedText(
            $"The form has no part {MassMailPart}, or several; write the mass mail as JSON in one part of that name, without a file name.",
            $"Vormis ei ole osa {MassMailPart} või on neid mitu; kirjutage massmeil JSON-ina ühte selle nimega ossa, ilma failinimeta.")));
        return (null, form.Files);
    }

    private async Task<RecipientList?> RecipientsAsync(MassMailSubmission submission, IFormFile? file, List<MailFault> faults, CancellationToken cancellationToken)
    {
        if ((submission.Recipients is null) == (file is null))
        {
            faults.Add(new MailFault(RecipientsPart, "missing", new LocalizedText(
                "Give the recipients once: in recipients of the JSON, or as a CSV file in the part recipients of a form.", "Andke saajad ühes kohas: JSON-i väljal recipients või CSV-failina vormi osas recipients.")));
            return null;
        }

        if (file?.Length > options.Value.LargestListBytes)
        {
            faults.Add(new MailFault(RecipientsPart, "too-large", new LocalizedText(
                $"The file of recipients has {file.Length} bytes; at most {options.Value.LargestListBytes} are read.", $"Saajate failis on {file.Length} baiti; loetakse kuni {options.Value.LargestListBytes}.")));
            return null;
        }

        var reading = file is null ? RecipientObjects.Of(submission.Recipients ?? []) : await RecipientFile.OpenAsync(file.OpenReadStream(), cancellationToken);
        faults.AddRange(reading.Faults.Select(fault => new MailFault(RecipientsPart, "recipients-unusable", fault)));
        return reading.List;
    }

    private AttachmentSet Files(IReadOnlyList<MassMailFile?>? given, string field, IReadOnlyList<IFormFile> parts, List<MailFault> faults)
    {
        List<(string, Func<Stream>)> files = [.. parts.Select(part => (part.FileName, (Func<Stream>)part.OpenReadStream))];
        for (var at = 0; at < given?.Count; at++)
        {
            if (given[at] is { Name: { Length: > 0 } name, Content: { } content })
            {
                files.Add((name, () => new MemoryStream(content, writable: false)));
            }
            else
            {
                faults.Add(MailSubmission.Missing($"{field}[{at}].{(given[at]?.Name is { Length: > 0 } ? "content" : "name")}"));
            }
        }

        return AttachmentSet.Of(files, options.Value.LargestFileBytes);
    }

    // Of what was understood, so that blanks in the JSON make no other request of it.
    private static async Task<string> HashAsync(MassMailSubmission submission, IFormFileCollection? files, CancellationToken cancellationToken)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(JsonSerializer.SerializeToUtf8Bytes(submission, FeedJson.Options));
        foreach (var file in files ?? Enumerable.Empty<IFormFile>())
        {
            hash.AppendData(JsonSerializer.SerializeToUtf8Bytes(new { file.Name, file.FileName, file.Length }, FeedJson.Options));
            await using var content = file.OpenReadStream();
            hash.AppendData(await SHA256.HashDataAsync(content, cancellationToken));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static JsonException NoObject() => new(null, "$", null, null);
}
