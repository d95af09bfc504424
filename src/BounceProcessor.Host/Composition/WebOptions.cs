using System.ComponentModel.DataAnnotations;

namespace BounceProcessor.Host.Composition;

/// <summary>Where the pages are served: section <c>Web</c> of the configuration.</summary>
internal sealed class WebOptions
{
    /// <summary>The name of the section.</summary>
    public const string Section = "Web";

    /// <summary>Address and port to listen on, without encryption; a proxy in front adds TLS. Default http://127.0.0.1:5080.</summary>
    [Required]
    public string Listen { get; set; } = "http://127.0.0.1:5080";
}
