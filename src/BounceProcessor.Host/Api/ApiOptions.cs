using System.ComponentModel.DataAnnotations;

using Microsoft.Extensions.Options;

namespace BounceProcessor.Host.Api;

/// <summary>The interface for programs: section <c>Api</c> of the configuration.</summary>
public sealed class ApiOptions
{
    /// <summary>The name of the section.</summary>
    public const string Section = "Api";

    /// <summary>Most requests of one token in a minute; so many may also come at once. Default 600, 1 to 100000.</summary>
    [Range(1, 100_000)]
    public int RequestsPerMinute { get; set; } = 600;

    /// <summary>Largest request, in bytes; base64 makes a third more of an attachment. Default 52428800 (50 MiB), 64 KiB to 256 MiB.</summary>
    [Range(65_536, 268_435_456)]
    public int LargestRequestBytes { get; set; } = 50 * 1024 * 1024;
}

[OptionsValidator]
internal sealed partial class ApiOptionsValidator : IValidateOptions<ApiOptions>;
