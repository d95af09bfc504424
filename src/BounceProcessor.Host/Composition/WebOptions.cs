using System.ComponentModel.DataAnnotations;

using BounceProcessor.Host.Health;

namespace BounceProcessor.Host.Composition;

/// <summary>Where the pages are served: section <c>Web</c> of the configuration.</summary>
internal sealed class WebOptions
{
    /// <summary>The name of the section.</summary>
    public const string Section = "Web";

    /// <summary>Address and port to listen on, without encryption; a proxy in front adds TLS. Default http://127.0.0.1:5080.</summary>
    [Required]
    public string Listen { get; set; } = "http://127.0.0.1:5080";

    /// <summary>Networks that may ask for /health and /metrics beside this machine. Default none.</summary>
    public List<string> HealthFrom { get; } = [];

    /// <summary>The same, read; what cannot be read is left to the validator.</summary>
    internal HealthNetworks Networks() =>
        new([.. HealthFrom.Select(text => HealthNetworks.TryParse(text, out var network) ? network : default).Where(network => network != default)]);
}
