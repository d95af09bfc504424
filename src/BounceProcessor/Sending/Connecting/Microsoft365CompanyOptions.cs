using BounceProcessor.SignIn;

namespace BounceProcessor.Sending.Connecting;

/// <summary>A company's own application at Microsoft: section <c>Sending:Microsoft365:Companies:CODE</c>.</summary>
public sealed class Microsoft365CompanyOptions
{
    /// <summary>How its access tokens are obtained: Grant MicrosoftUser or MicrosoftApp.</summary>
    public OAuthOptions OAuth { get; set; } = new();
}
