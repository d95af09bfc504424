namespace BounceProcessor.Secrets;

/// <summary>How stored secrets are protected: section <c>Secrets</c> of the configuration.</summary>
public sealed class SecretOptions
{
    /// <summary>The name of the section.</summary>
    public const string Section = "Secrets";

    /// <summary>
    /// Certificate with private key (PFX, or PEM with both) that encrypts the key ring; empty: the keys lie in clear in the folder <c>keys</c> beside
    /// the database, open to this user alone. Relative to the working directory. Default empty.
    /// </summary>
    public string Certificate { get; set; } = "";

    /// <summary>Password of the file; from the environment or a file, since the stored secrets cannot be read without it. Default empty.</summary>
    public string CertificatePassword { get; set; } = "";
}
