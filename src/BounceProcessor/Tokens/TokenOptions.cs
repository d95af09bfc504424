using System.ComponentModel.DataAnnotations;

namespace BounceProcessor.Tokens;

/// <summary>The signed tokens by which a bounce finds its mail: section <c>Tokens</c> of the configuration.</summary>
public sealed class TokenOptions
{
    /// <summary>The name of the section.</summary>
    public const string Section = "Tokens";

    /// <summary>How long a token is believed, counted from the day on which it was made. Default 400 days, 1 day to 10 years.</summary>
    [Range(typeof(TimeSpan), "1.00:00:00", "3650.00:00:00")]
    public TimeSpan ValidFor { get; set; } = TimeSpan.FromDays(400);

    /// <summary>Age at which the key that signs gets a successor by itself. Default 365 days; 0 (only by <c>bounceproc token rotate</c>) to 10 years.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "3650.00:00:00")]
    public TimeSpan RotateAfter { get; set; } = TimeSpan.FromDays(365);

    /// <summary>The envelope sender carries the token behind a plus. False where a gateway dislikes plus addresses: Message-ID and X- header carry it alone. Default true.</summary>
    public bool InEnvelope { get; set; } = true;

    /// <summary>Codes of companies whose envelope sender carries none although <see cref="InEnvelope"/> is true. Default none.</summary>
    public IReadOnlyList<string> NotInEnvelopeOf { get; set; } = [];

    /// <summary>Whether the envelope sender of a company's mail carries the token.</summary>
    public bool IsInEnvelopeOf(string company) => InEnvelope && !NotInEnvelopeOf.Contains(company, StringComparer.OrdinalIgnoreCase);
}
