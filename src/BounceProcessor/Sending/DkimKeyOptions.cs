namespace BounceProcessor.Sending;

/// <summary>A key that signs mail of one domain (DKIM, RFC 6376).</summary>
public sealed class DkimKeyOptions
{
    /// <summary>The domain in <c>d=</c>: that of From, or of the envelope sender.</summary>
    public string Domain { get; set; } = "";

    /// <summary>The selector in <c>s=</c>: the public key stands in DNS at <c>selector._domainkey.domain</c>.</summary>
    public string Selector { get; set; } = "";

    /// <summary>The private key in PEM, RSA of at least 1024 bits (2048 advised) or Ed25519 (RFC 8463); best as <c>file:</c> and a path.</summary>
    public string PrivateKey { get; set; } = "";
}
