using System.Data.Common;

using BounceProcessor.Database;
using BounceProcessor.Secrets;

namespace BounceProcessor.Host.Composition;

/// <summary>Puts the secrets into a configuration that names them by a file or has them stored in the database. A value that is set wins over a stored one.</summary>
internal static class SecretSettings
{
    /// <summary>The configuration with its secrets, and a fault for each that cannot be had.</summary>
    public static async Task<CheckedSettings> ResolveAsync(CheckedSettings settings)
    {
        var faults = new List<string>(settings.Faults);
        var values = settings.Usable.AsEnumerable().ToDictionary(StringComparer.OrdinalIgnoreCase);
        var open = ReadFiles(values, faults);
        await using var services = Services(new ConfigurationBuilder().AddInMemoryCollection(values).Build());
        var logger = services.GetRequiredService<ILoggerFactory>().CreateLogger("BounceProcessor.Secrets");
        foreach (var (key, path) in open)
        {
            SecretsLog.FileIsOpen(logger, key, path);
        }

        await ReadStoreAsync(services, values, faults);
        return new CheckedSettings(new ConfigurationBuilder().AddInMemoryCollection(values).Build(), faults);
    }

    /// <summary>Database, key ring and secrets alone, for what has to be done before the configuration is complete.</summary>
    public static ServiceProvider Services(IConfiguration configuration)
    {
        var services = new ServiceCollection();
        services.AddLogging(logging => logging
            .AddConfiguration(configuration.GetSection("Logging"))
            .AddFilter(level => level >= LogLevel.Warning)
            .AddSimpleConsole(options => options.SingleLine = true)
            .Services.Configure<Microsoft.Extensions.Logging.Console.ConsoleLoggerOptions>(options => options.LogToStandardErrorThreshold = LogLevel.Trace));
        services.AddDatabase(configuration);
        services.AddSecrets(configuration);
        return services.BuildServiceProvider();
    }

    // Only in our own sections: the environment is full of names that are none of ours.
    private static List<(string Key, string Path)> ReadFiles(Dictionary<string, string?> values, List<string> faults)
    {
        var open = new List<(string Key, string Path)>();
        foreach (var key in values.Keys.Where(key => SettingsCheck.Sections.ContainsKey(key.Split(':')[0]) && SecretName.Is(key) && SecretFile.Is(values[key])).ToList())
        {
            try
            {
                var value = values[key]!;
                values[key] = SecretFile.Read(value, out var isOpenToAll);
                if (isOpenToAll)
                {
                    open.Add((key, value[SecretFile.Prefix.Length..]));
                }
            }
            catch (SecretsException fault)
            {
                faults.Add($"{key} {fault.Message}");
            }
        }

        return open;
    }

    private static async Task ReadStoreAsync(ServiceProvider services, Dictionary<string, string?> values, List<string> faults)
    {
        try
        {
            // Looking must not create a database, and a path that is none is told by the rooms' own check.
            if (services.GetRequiredService<DbDataSource>() is SqliteDataSource sqlite && !File.Exists(sqlite.FilePath))
            {
                return;
            }

            foreach (var (secret, value) in await services.GetRequiredService<SecretStore>().ReadAsync(CancellationToken.None))
            {
                if (!string.IsNullOrEmpty(values.GetValueOrDefault(secret.Name)))
                {
                    continue;
                }

                if (value is null)
                {
                    faults.Add($"{secret.Name} is stored, but was encrypted with other keys than those in \"{services.GetRequiredService<KeyRing>().Location}\"; bring back the folder that belongs to this database, or store it again: bounceproc secret set {secret.Name}");
                }

                values[secret.Name] = value ?? "";
            }
        }
        catch (Exception fault) when (fault is DbException or Microsoft.Extensions.Options.OptionsValidationException or IOException or UnauthorizedAccessException)
        {
            return; // no database yet, one of an older version, or one that cannot be used: its own check tells it
        }
    }
}
