using Microsoft.Extensions.Options;

namespace BounceProcessor.Secrets;

internal sealed class SecretOptionsValidator : IValidateOptions<SecretOptions>
{
    /// <inheritdoc/>
    public ValidateOptionsResult Validate(string? name, SecretOptions options)
    {
        if (options.Certificate.Length == 0)
        {
            return options.CertificatePassword.Length == 0
                ? ValidateOptionsResult.Success
                : ValidateOptionsResult.Fail($"{SecretOptions.Section}:CertificatePassword is set, but {SecretOptions.Section}:Certificate is empty; name the certificate's file, or remove the password.");
        }

        try
        {
            using var certificate = CertificateFile.Load(options.Certificate, options.CertificatePassword);
            return ValidateOptionsResult.Success;
        }
        catch (SecretsException fault)
        {
            return ValidateOptionsResult.Fail($"{SecretOptions.Section}:Certificate is \"{TextLine.Of(options.Certificate)}\", {fault.Message}");
        }
    }
}
