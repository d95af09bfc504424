using BounceProcessor.Mailboxes;

using Microsoft.Extensions.Options;

using MimeKit;

using Quartz;

namespace BounceProcessor.Alerts;

/// <summary>Finds what is missing or contradicts itself in the settings of canaries.</summary>
internal sealed class CanaryValidator(IOptions<MailboxesOptions> mailboxes) : IValidateOptions<AlertOptions>
{
    private const string Section = $"{AlertOptions.Section}:Canary";

    /// <inheritdoc/>
    public ValidateOptionsResult Validate(string? name, AlertOptions options)
    {
        if (options.Canary.Cron.Length == 0)
        {
            return ValidateOptionsResult.Success;
        }

        string[] faults = [.. Schedule(options.Canary), .. Server(options.Canary), .. Addresses(options.Canary)];
        return faults.Length == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }

    private static IEnumerable<string> Schedule(CanaryOptions canary)
    {
        if (!CronExpression.TryParse(canary.Cron, out _))
        {
            yield return $"{Section}:Cron is \"{canary.Cron}\"; write six or seven fields beginning with the seconds, for example \"0 0 6 * * ?\" for every day at six, or leave it empty for no canaries.";
        }
    }

    private static IEnumerable<string> Server(CanaryOptions canary)
    {
        if (Uri.CheckHostName(canary.Host) == UriHostNameType.Unknown)
        {
            yield return $"{Section}:Host is \"{canary.Host}\"; name the SMTP server that your mail leaves by, without port and scheme.";
        }

        if (canary.Tls == MailboxTls.None && canary.Port == 465)
        {
            yield return $"{Section}:Tls is \"None\"; port 465 wants SslOnConnect.";
        }

        if (canary.Username.Length > 0 && canary.Password.Length == 0)
        {
            yield return $"{Section}:Password is missing; set it in the environment as Alerts__Canary__Password, or in the user secrets.";
        }
    }

    private IEnumerable<string> Addresses(CanaryOptions canary)
    {
        if (!IsAddress(canary.Recipient))
        {
            yield return $"{Section}:Recipient is \"{canary.Recipient}\"; write an address that your sending server accepts and that bounces, such as no-such-person@ a domain of yours at another provider.";
        }

        if (canary.Senders.Count == 0)
        {
            yield return $"{Section}:Senders is empty; name a mailbox and the event address whose bounces come into it, such as \"events\": \"firmanimi@event.data.directo.ee\".";
        }

        foreach (var (mailbox, address) in canary.Senders)
        {
            if (!mailboxes.Value.ByName.ContainsKey(mailbox))
            {
                yield return $"{Section}:Senders:{mailbox}: there is no mailbox of that name; there are {string.Join(", ", mailboxes.Value.ByName.Keys.DefaultIfEmpty("none"))}.";
            }

            if (!IsAddress(address) || address.Contains('+', StringComparison.Ordinal))
            {
                yield return $"{Section}:Senders:{mailbox} is \"{address}\"; write one address without a plus, such as firmanimi@event.data.directo.ee: the canary's token goes behind a plus.";
            }
        }
    }

    private static bool IsAddress(string address) =>
        MailboxAddress.TryParse(address, out var parsed) && parsed.Address == address && address.IndexOf('@', StringComparison.Ordinal) > 0 && !address.Any(char.IsControl);
}
