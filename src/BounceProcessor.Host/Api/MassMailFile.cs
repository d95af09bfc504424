using System.ComponentModel.DataAnnotations;

namespace BounceProcessor.Host.Api;

/// <summary>A file of a mass mail.</summary>
public sealed record MassMailFile
{
    /// <summary>File name without folders.</summary>
    [Required]
    public string? Name { get; init; }

    /// <summary>The bytes in base64.</summary>
    [Required]
    public byte[]? Content { get; init; }
}
