using MimeKit;

namespace BounceProcessor.Diagnosis.Reading;

/// <summary>A mail taken apart.</summary>
/// <param name="Headers">The mail's own headers.</param>
/// <param name="Parts">All leaves in order, those of attached messages included.</param>
/// <param name="Type">The mail's content type; <see langword="null"/> when it has none.</param>
internal sealed record MailParts(HeaderBlock Headers, IReadOnlyList<MailPart> Parts, ContentType? Type)
{
    /// <summary>The bytes of the messages attached to the mail itself, in order, as they stand there.</summary>
    public IReadOnlyList<ReadOnlyMemory<byte>> Attached { get; init; } = [];

    /// <summary>The <c>report-type</c> of a multipart/report, lower case.</summary>
    public string? ReportType => Type is { } type && type.IsMimeType("multipart", "report")
        ? type.Parameters["report-type"]?.Trim().ToLowerInvariant()
        : null;
}
