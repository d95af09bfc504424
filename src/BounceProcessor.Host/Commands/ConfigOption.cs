using System.CommandLine;

namespace BounceProcessor.Host.Commands;

/// <summary>The option <c>--config</c> of every command that reads the configuration.</summary>
internal static class ConfigOption
{
    /// <summary>A new option for one command.</summary>
    public static Option<string?> Create()
    {
        var option = new Option<string?>("--config")
        {
            Description = "Configuration file. Without it: appsettings.json of the working directory, else the one beside the program.",
            HelpName = "FILE",
        };
        option.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<string?>() is { } file && !File.Exists(file))
            {
                result.AddError($"--config: there is no file \"{file}\".");
            }
        });
        return option;
    }
}
