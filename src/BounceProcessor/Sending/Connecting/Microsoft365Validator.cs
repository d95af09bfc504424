using BounceProcessor.SignIn;

using Microsoft.Extensions.Options;

namespace BounceProcessor.Sending.Connecting;

/// <summary>Finds what is missing or contradicts itself in the settings of Microsoft 365.</summary>
internal sealed class Microsoft365Validator : IValidateOptions<Microsoft365Options>
{
    /// <inheritdoc/>
    public ValidateOptionsResult Validate(string? name, Microsoft365Options options)
    {
        string[] faults =
        [
            .. Of(Microsoft365Options.Section, options.OAuth),
            .. options.Companies.SelectMany(company => Of($"{Microsoft365Options.Section}:Companies:{company.Key}", company.Value.OAuth)),
        ];
        return faults.Length == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }

    private static IEnumerable<string> Of(string key, OAuthOptions options) =>
        options.Grant is TokenGrant.GoogleServiceAccount or TokenGrant.GoogleUser
            ? [$"{key}:OAuth:Grant is \"{options.Grant}\"; write MicrosoftUser or MicrosoftApp."]
            : OAuthFaults.Of($"{key}:OAuth", options);
}
