using System.ComponentModel.DataAnnotations;

namespace BounceProcessor.Host.Api;

/// <summary>A file that goes with a mail.</summary>
public sealed record AttachmentSubmission
{
    /// <summary>File name without folders.</summary>
    [Required]
    public string? Name { get; init; }

    /// <summary>Such as application/pdf; by the name when it is left out.</summary>
    public string? ContentType { get; init; }

    /// <summary>The bytes in base64.</summary>
    [Required]
    public byte[]? Content { get; init; }

    /// <summary>For an inline image, what cid: in the html names; left out for an attachment.</summary>
    public string? ContentId { get; init; }
}
