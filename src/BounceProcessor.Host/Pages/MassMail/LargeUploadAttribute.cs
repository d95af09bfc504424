using Microsoft.AspNetCore.Http.Metadata;

namespace BounceProcessor.Host.Pages.MassMail;

/// <summary>A form that takes a list of recipients and the documents of all its rows.</summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class LargeUploadAttribute : Attribute, IFormOptionsMetadata, IRequestSizeLimitMetadata
{
    private const long MostBytes = 2L * 1024 * 1024 * 1024;
    private const int MostFiles = 20_000;

    /// <inheritdoc/>
    public long? MaxRequestBodySize => MostBytes;

    /// <inheritdoc/>
    public bool? BufferBody => null;

    /// <inheritdoc/>
    public int? MemoryBufferThreshold => null;

    /// <inheritdoc/>
    public long? BufferBodyLengthLimit => null;

    /// <inheritdoc/>
    public int? ValueCountLimit => MostFiles;

    /// <inheritdoc/>
    public int? KeyLengthLimit => null;

    /// <inheritdoc/>
    public int? ValueLengthLimit => null;

    /// <inheritdoc/>
    public int? MultipartBoundaryLengthLimit => null;

    /// <inheritdoc/>
    public int? MultipartHeadersCountLimit => null;

    /// <inheritdoc/>
    public int? MultipartHeadersLengthLimit => null;

    /// <inheritdoc/>
    public long? MultipartBodyLengthLimit => MostBytes;
}
