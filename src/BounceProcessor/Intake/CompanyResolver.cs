using BounceProcessor.Companies;
using BounceProcessor.Diagnosis.Reading;
using BounceProcessor.Mailboxes;

using Microsoft.Extensions.Options;

namespace BounceProcessor.Intake;

/// <summary>Tells whose mail it is.</summary>
internal sealed class CompanyResolver(IOptions<CompanyOptions> options, CompanyDirectory companies)
{
    /// <summary>Looks whether companies changed, on pages or by command; to be called before the mails of a batch are resolved.</summary>
    public Task RefreshAsync(CancellationToken cancellationToken) => companies.ReadAsync(cancellationToken);

    /// <summary>The mailbox's own company; in a catch-all that of the first address that tells one: the addresses the mail was delivered to, then its addressees.</summary>
    /// <returns>Empty when it cannot be told: unresolved.</returns>
    public string Resolve(MailboxOptions mailbox, MailHeaders headers)
    {
        if (mailbox.Company.Length > 0)
        {
            return mailbox.Company;
        }

        var known = companies.Current;
        foreach (var address in headers.DeliveredTo.Concat(headers.Addressees))
        {
            if (Company(address, known) is { } company)
            {
                return company;
            }
        }

        return "";
    }

    // firmanimi+token@event.data.directo.ee is firmanimi's.
    private string? Company(string address, CompanySnapshot known)
    {
        var at = address.LastIndexOf('@');
        if (at < 1)
        {
            return null;
        }

        var plus = address.IndexOf('+', StringComparison.Ordinal);
        var local = address[..(plus > 0 && plus < at ? plus : at)];
        var domain = address[(at + 1)..];
        if (known.CodeOf(local, domain) is { } listed)
        {
            return listed;
        }

        return domain.Equals(options.Value.EventDomain, StringComparison.OrdinalIgnoreCase) ? EventCompany(local, known) : null;
    }

    private string? EventCompany(string local, CompanySnapshot known)
    {
        if (known.TryFind(local, out var company))
        {
            return company.Code;
        }

        return !options.Value.OnlyListed && CompanyCode.Is(local) ? local.ToLowerInvariant() : null;
    }
}
