using System.Security.Cryptography.X509Certificates;

using BounceProcessor.Database;

using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace BounceProcessor.Secrets;

/// <summary>What the composition root needs of this room. It is the one place that sets up Data Protection, for the service and for every command.</summary>
internal static class SecretsRegistration
{
    /// <summary>Registers key ring and <see cref="SecretStore"/>. Needs the database.</summary>
    public static IServiceCollection AddSecrets(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<SecretOptions>().Bind(configuration.GetSection(SecretOptions.Section)).ValidateOnStart();
        services.AddSingleton<IValidateOptions<SecretOptions>, SecretOptionsValidator>();
        services.TryAddSingleton(TimeProvider.System);
        var protection = services.AddDataProtection().SetApplicationName(KeyRing.ApplicationName);
        if (Certificate(configuration) is { } certificate)
        {
            protection.ProtectKeysWithCertificate(certificate).UnprotectKeysWithAnyCertificate(certificate);
        }

        // It warns at each new key that the folder is not encrypted. That is so without a certificate, and known: the folder is open to this user alone.
        services.AddLogging(logging => logging.AddFilter("Microsoft.AspNetCore.DataProtection.KeyManagement.XmlKeyManager", LogLevel.Error));
        services.AddSingleton(new KeyFolder(Path.Combine(DataFolder(configuration), "keys")));
        services.AddSingleton<IConfigureOptions<KeyManagementOptions>, KeyRingSetup>();
        services.AddSingleton<KeyRing>();
        services.AddSingleton<SecretStore>();
        return services;
    }

    private static string DataFolder(IConfiguration configuration)
    {
        var path = configuration.GetSection(DatabaseOptions.Section).Get<DatabaseOptions>()?.Path ?? "";

        // A path that is none is told by the check of the database's own options.
        return path.Length == 0 || path.Contains('\0', StringComparison.Ordinal)
            ? Directory.GetCurrentDirectory()
            : Path.GetDirectoryName(Path.GetFullPath(path)) ?? Directory.GetCurrentDirectory();
    }

    private static X509Certificate2? Certificate(IConfiguration configuration)
    {
        var options = configuration.GetSection(SecretOptions.Section).Get<SecretOptions>() ?? new SecretOptions();
        try
        {
            return options.Certificate.Length == 0 ? null : CertificateFile.Load(options.Certificate, options.CertificatePassword);
        }
        catch (SecretsException)
        {
            return null; // the validator tells it
        }
    }
}
