using System.ComponentModel.DataAnnotations;

namespace BounceProcessor.Senders;

/// <summary>The server of the mode Microsoft 365 OAUTH: section <c>Sending:Microsoft365:Server</c> of the configuration. Another cloud has another one.</summary>
public sealed class Microsoft365ServerOptions
{
    /// <summary>The name of the section.</summary>
    public const string Section = "Sending:Microsoft365:Server";

    /// <summary>Host name. Default <c>smtp.office365.com</c>; in China <c>smtp.partner.outlook.cn</c>.</summary>
    [Required(AllowEmptyStrings = false)]
    public string Host { get; set; } = EffectiveSettingsRule.Microsoft365Host;

    /// <summary>Port, with STARTTLS. Default 587.</summary>
    [Range(1, 65535)]
    public int Port { get; set; } = 587;
}
