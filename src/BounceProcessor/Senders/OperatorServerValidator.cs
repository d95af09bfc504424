using Microsoft.Extensions.Options;

namespace BounceProcessor.Senders;

/// <summary>Finds what is missing or contradicts itself in the settings of the operator's server.</summary>
internal sealed class OperatorServerValidator : IValidateOptions<OperatorServerOptions>
{
    private const string Section = OperatorServerOptions.Section;

    /// <inheritdoc/>
    public ValidateOptionsResult Validate(string? name, OperatorServerOptions options)
    {
        List<string> faults = [];
        if (!ServerName.Is(options.Host))
        {
            faults.Add($"{Section}:Host is \"{TextLine.Of(options.Host)}\"; name the SMTP server that your mail leaves by, without port and scheme.");
        }
        else if (options.Tls == SubmissionTls.None && !ServerName.IsThisMachine(options.Host))
        {
            faults.Add($"{Section}:Tls is \"None\", but {Section}:Host \"{options.Host}\" is another machine; write StartTls (port 587) or SslOnConnect (port 465).");
        }

        if (options.Username.Length > 0 && options.Password.Length == 0)
        {
            faults.Add($"{Section}:Password is missing for \"{TextLine.Of(options.Username)}\"; store it (bounceproc secret set {Section}:Password), name its file, or remove {Section}:Username.");
        }

        if (options.Username.Length == 0 && options.Password.Length > 0)
        {
            faults.Add($"{Section}:Username is missing, but {Section}:Password is set; write who signs in, or remove the password.");
        }

        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }
}
