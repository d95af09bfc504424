using BounceProcessor.Diagnosis.Reading;
using BounceProcessor.Mailboxes;

using Microsoft.Extensions.Options;

namespace BounceProcessor.Intake;

/// <summary>Tells whose mail it is.</summary>
internal sealed class CompanyResolver
{
    private const int LongestCode = 64;

    private readonly string _eventDomain;
    private readonly bool _onlyListed;
    private readonly Dictionary<string, string> _codes = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, string> _aliases = new(StringComparer.OrdinalIgnoreCase);

    public CompanyResolver(IOptions<CompanyOptions> options)
    {
        _eventDomain = options.Value.EventDomain;
        _onlyListed = options.Value.OnlyListed;
        foreach (var entry in options.Value.List)
        {
            _codes[entry.Code] = entry.Code;
            foreach (var alias in entry.Aliases)
            {
                _aliases[alias] = entry.Code;
            }
        }
    }

    /// <summary>The mailbox's own company; in a catch-all that of the first address that tells one: the addresses the mail was delivered to, then its addressees.</summary>
    /// <returns>Empty when it cannot be told: unresolved.</returns>
    public string Resolve(MailboxOptions mailbox, MailHeaders headers)
    {
        if (mailbox.Company.Length > 0)
        {
            return mailbox.Company;
        }

        foreach (var address in headers.DeliveredTo.Concat(headers.Addressees))
        {
            if (Company(address) is { } company)
            {
                return company;
            }
        }

        return "";
    }

    /// <summary>Whether a text can be a company's code; everything else before the event domain's @ is a stranger's invention.</summary>
    public static bool IsCode(string text) =>
        text.Length is > 0 and <= LongestCode && text.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '.' or '_' or '-');

    // firmanimi+token@event.data.directo.ee is firmanimi's.
    private string? Company(string address)
    {
        var at = address.LastIndexOf('@');
        if (at < 1)
        {
            return null;
        }

        var plus = address.IndexOf('+', StringComparison.Ordinal);
        var local = address[..(plus > 0 && plus < at ? plus : at)];
        var domain = address[(at + 1)..];
        if (domain.Equals(_eventDomain, StringComparison.OrdinalIgnoreCase))
        {
            return EventCompany(local);
        }

        return _aliases.GetValueOrDefault($"{local}@{domain}") ?? _aliases.GetValueOrDefault($"@{domain}");
    }

    private string? EventCompany(string local)
    {
        if (_aliases.GetValueOrDefault($"{local}@{_eventDomain}") is { } aliased)
        {
            return aliased;
        }

        if (_codes.TryGetValue(local, out var listed))
        {
            return listed;
        }

        return !_onlyListed && IsCode(local) ? local.ToLowerInvariant() : null;
    }
}
