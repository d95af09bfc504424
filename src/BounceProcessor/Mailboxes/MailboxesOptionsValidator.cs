using Microsoft.Extensions.Options;

namespace BounceProcessor.Mailboxes;

/// <summary>Finds every fault of every mailbox at once.</summary>
internal sealed class MailboxesOptionsValidator : IValidateOptions<MailboxesOptions>
{
    /// <inheritdoc/>
    public ValidateOptionsResult Validate(string? name, MailboxesOptions options)
    {
        List<string> faults = [];
        foreach (var (mailbox, settings) in options.ByName)
        {
            faults.AddRange(MailboxFaults.Of(mailbox, settings));
        }

        foreach (var same in options.ByName.GroupBy(entry => Place(entry.Value), StringComparer.Ordinal).Where(group => group.Key.Length > 0 && group.Count() > 1))
        {
            var names = string.Join(" and ", same.Select(entry => $"{MailboxesOptions.Section}:{entry.Key}"));
            faults.Add($"{names} name the same place ({same.Key}); its mails would be filed once for each. Keep one of them.");
        }

        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }

    private static string Place(MailboxOptions options) => options switch
    {
        { Kind: MailboxKind.Imap, Host.Length: > 0, Username.Length: > 0 } =>
            $"{options.Username} at {options.Host.ToLowerInvariant()}:{options.Port}, folder {options.Folder}",
        { Kind: not MailboxKind.Imap, Path.Length: > 0 } when !options.Path.Contains('\0', StringComparison.Ordinal) => Path.GetFullPath(options.Path),
        _ => "",
    };
}
