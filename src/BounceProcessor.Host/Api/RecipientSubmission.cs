using System.ComponentModel.DataAnnotations;

namespace BounceProcessor.Host.Api;

/// <summary>One addressee.</summary>
public sealed record RecipientSubmission
{
    /// <summary>The address alone; may be internationalized (RFC 6531).</summary>
    [Required]
    public string? Address { get; init; }

    /// <summary>Display name.</summary>
    public string? Name { get; init; }

    /// <summary>to, cc or bcc; to when it is left out.</summary>
    public string? Kind { get; init; }
}
