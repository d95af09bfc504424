using Microsoft.Extensions.Options;

namespace BounceProcessor.Database;

/// <summary>Finds paths that cannot become a database file, before anything is opened.</summary>
internal sealed class DatabasePathValidator : IValidateOptions<DatabaseOptions>
{
    /// <inheritdoc/>
    public ValidateOptionsResult Validate(string? name, DatabaseOptions options)
    {
        if (string.IsNullOrWhiteSpace(options.Path))
        {
            return ValidateOptionsResult.Fail(
                "Database:Path is empty; name a file, for example \"data/bounceprocessor.db\".");
        }

        if (options.Path.Contains('\0', StringComparison.Ordinal) || options.Path.StartsWith(':'))
        {
            return ValidateOptionsResult.Fail(
                $"Database:Path is \"{options.Path}\", which is no file name; name a file on a local disk.");
        }

        return Directory.Exists(options.Path)
            ? ValidateOptionsResult.Fail($"Database:Path is \"{options.Path}\", which is a folder; name a file in it.")
            : ValidateOptionsResult.Success;
    }
}
