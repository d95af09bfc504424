using BounceProcessor.Senders;
using BounceProcessor.SignIn;

namespace BounceProcessor.Sending.Connecting;

/// <summary>Where the access tokens of the mode Microsoft 365 OAUTH come from: section <c>Sending:Microsoft365</c> of the configuration.</summary>
public sealed class Microsoft365Options
{
    /// <summary>The name of the section.</summary>
    public const string Section = $"{SendingOptions.Section}:Microsoft365";

    /// <summary>The operator's application, for every company without its own. Grant MicrosoftUser or MicrosoftApp; the default Fixed means that there is none.</summary>
    public OAuthOptions OAuth { get; set; } = new();

    /// <summary>The server that the mail goes to.</summary>
    public Microsoft365ServerOptions Server { get; set; } = new();

    /// <summary>Applications of single companies, by the company's code.</summary>
    public Dictionary<string, Microsoft365CompanyOptions> Companies { get; } = new(StringComparer.OrdinalIgnoreCase);
}
