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

    private string? _reportType;

    private bool _isReportTypeKnown;

    private bool? _isFromSystem;

    private IReadOnlyList<string>? _deliveredTo;

    /// <summary>The <c>report-type</c> of a multipart/report, lower case.</summary>
    public string? ReportType
    {
        get
        {
            if (!_isReportTypeKnown)
            {
                _reportType = Type is { } type && type.IsMimeType("multipart", "report") ? type.Parameters["report-type"]?.Trim().ToLowerInvariant() : null;
                _isReportTypeKnown = true;
            }

            return _reportType;
        }
    }

    /// <summary>See <see cref="MailOrigin.IsMailSystem"/>, asked again and again.</summary>
    public bool IsFromSystem => _isFromSystem ??= MailOrigin.WroteAsSystem(this);

    /// <summary>See <see cref="DeliveryHeaders.Of"/>.</summary>
    public IReadOnlyList<string> DeliveredTo => _deliveredTo ??= DeliveryHeaders.Of(Headers);
}
