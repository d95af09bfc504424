using System.Security.Cryptography;

using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace BounceProcessor.Secrets;

/// <summary>
/// Encrypts and decrypts with the keys in the folder beside the database. The service and the command line share them: what the one has encrypted
/// the other reads. The same keys protect the cookies of the web pages.
/// </summary>
internal sealed class KeyRing(KeyFolder folder, IServiceProvider services)
{
    /// <summary>Part of every encryption: another name would be another ring.</summary>
    public const string ApplicationName = "bounceproc";

    /// <summary>Makes the folder, open to this user alone, or closes it to others.</summary>
    /// <exception cref="SecretsException">The folder cannot be made or closed.</exception>
    public void Prepare() => folder.Prepare(services.GetRequiredService<ILogger<KeyRing>>());

    /// <summary>The folder, for messages.</summary>
    public string Location => folder.Path;

    /// <summary>Encrypts.</summary>
    /// <param name="purpose">The same is needed to decrypt.</param>
    /// <param name="text">The secret.</param>
    /// <exception cref="SecretsException">The key ring cannot be used.</exception>
    public string Protect(string purpose, string text)
    {
        try
        {
            return Protector(purpose).Protect(text);
        }
        catch (Exception fault) when (IsFault(fault))
        {
            throw new SecretsException($"The key ring in \"{folder.Path}\" cannot be used ({TextLine.Of(fault.Message)}). Nothing was stored; check the folder, the rights on it and {SecretOptions.Section}:Certificate.", fault);
        }
    }

    /// <summary>Decrypts; null when it was encrypted with other keys.</summary>
    public string? TryUnprotect(string purpose, string encrypted)
    {
        try
        {
            return Protector(purpose).Unprotect(encrypted);
        }
        catch (Exception fault) when (IsFault(fault))
        {
            return null;
        }
    }

    private static bool IsFault(Exception fault) => fault is CryptographicException or IOException or UnauthorizedAccessException or System.Xml.XmlException or InvalidOperationException;

    private IDataProtector Protector(string purpose) => services.GetRequiredService<IDataProtectionProvider>().CreateProtector(purpose);
}
