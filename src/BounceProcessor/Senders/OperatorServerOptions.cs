using System.ComponentModel.DataAnnotations;

namespace BounceProcessor.Senders;

/// <summary>The operator's own sending server, for the modes Directo and Directo-Reply-To: section <c>Sending:Server</c> of the configuration.</summary>
public sealed class OperatorServerOptions
{
    /// <summary>The name of the section.</summary>
    public const string Section = "Sending:Server";

    /// <summary>Host name. Default <c>directo.gate.ee</c>.</summary>
    public string Host { get; set; } = "directo.gate.ee";

    /// <summary>Port. Default 587.</summary>
    [Range(1, 65535)]
    public int Port { get; set; } = 587;

    /// <summary>How the connection is encrypted. Default StartTls.</summary>
    [EnumDataType(typeof(SubmissionTls))]
    public SubmissionTls Tls { get; set; } = SubmissionTls.StartTls;

    /// <summary>Who signs in. Default empty, nobody.</summary>
    public string Username { get; set; } = "";

    /// <summary>Password of <see cref="Username"/>.</summary>
    public string Password { get; set; } = "";
}
