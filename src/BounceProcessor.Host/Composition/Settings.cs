using System.Text.Json;

using Microsoft.Extensions.Configuration.Json;

namespace BounceProcessor.Host.Composition;

/// <summary>Reads the configuration: one file, then user secrets, then environment variables; the later wins.</summary>
internal static class Settings
{
    private const string FileName = "appsettings.json";

    /// <summary>The file of the working directory if there is one, else the one beside the program; <see langword="null"/> when neither is there.</summary>
    public static string? DefaultFile() =>
        new[] { Directory.GetCurrentDirectory(), AppContext.BaseDirectory }
            .Select(folder => Path.Join(folder, FileName))
            .FirstOrDefault(File.Exists);

    /// <summary>Loads and checks everything.</summary>
    /// <param name="file">The file to read instead of <see cref="DefaultFile"/>; must exist.</param>
    /// <exception cref="ConfigurationException">The file is no JSON.</exception>
    public static CheckedSettings Load(string? file)
    {
        var configuration = Read(file is null ? DefaultFile() : Path.GetFullPath(file));
        var check = new SettingsCheck(configuration);
        check.Run();
        var usable = configuration.AsEnumerable().Where(entry => !check.IsAtFault(entry.Key));
        return new CheckedSettings(new ConfigurationBuilder().AddInMemoryCollection(usable).Build(), check.Faults);
    }

    private static IConfigurationRoot Read(string? file)
    {
        var builder = new ConfigurationBuilder();
        if (file is not null)
        {
            builder.AddJsonFile(source =>
            {
                source.Path = file;
                source.Optional = false;
                source.ResolveFileProvider();
            });
        }

        builder.AddUserSecrets(typeof(Settings).Assembly, optional: true);
        builder.AddEnvironmentVariables();
        try
        {
            return builder.Build();
        }
        catch (InvalidDataException exception)
        {
            throw new ConfigurationException([Explain(file, exception)]);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new ConfigurationException([$"{file}: {exception.Message}"]);
        }
    }

    /// <summary>Where a value comes from, for messages.</summary>
    public static string SourceOf(IConfigurationRoot configuration, string key)
    {
        var provider = configuration.Providers.LastOrDefault(candidate => candidate.TryGet(key, out _));
        return provider switch
        {
            JsonConfigurationProvider json => json.Source.FileProvider?.GetFileInfo(json.Source.Path ?? "").PhysicalPath ?? json.Source.Path ?? FileName,
            null => "configuration",
            _ => $"environment variable {key.Replace(":", "__", StringComparison.Ordinal)}",
        };
    }

    private static string Explain(string? file, InvalidDataException exception)
    {
        var cause = exception.InnerException is FormatException { InnerException: JsonException } format ? format.InnerException : exception.InnerException;
        return cause is JsonException { LineNumber: { } line } json
            ? $"{file}, line {line + 1}: this is no JSON ({FirstSentence(json.Message)}); correct the file there."
            : $"{file}: {FirstSentence((cause ?? exception).Message)}; correct the file.";
    }

    private static string FirstSentence(string message)
    {
        var end = message.IndexOf(". ", StringComparison.Ordinal);
        return (end < 0 ? message : message[..end]).TrimEnd('.');
    }
}
