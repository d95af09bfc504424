using BounceProcessor.Companies;
using BounceProcessor.Diagnosis;
using BounceProcessor.MassMail.Templates;
using BounceProcessor.Senders;

using Microsoft.Extensions.Options;

namespace BounceProcessor.MassMail;

/// <summary>Company and user of a mass mail, and whether they may.</summary>
internal sealed class BatchParties(CompanyDirectory companies, SenderSettings settings, IOptions<MassMailOptions> options, TimeProvider time)
{
    /// <summary>Finds both.</summary>
    /// <returns>Who sends, or why nothing can be sent.</returns>
    public async Task<(BatchParty? Party, IReadOnlyList<LocalizedText> Faults)> FindAsync(string company, string user, CancellationToken cancellationToken)
    {
        var outcome = await settings.FindAsync(company, user, cancellationToken);
        if (outcome.Settings is not { } inForce || await companies.FindAsync(company, cancellationToken) is not { } found)
        {
            return (null, [.. outcome.Faults.Select(fault => fault.Text)]);
        }

        return MassMailEntitlement.Refusal(found, inForce) is { } refusal ? (null, [refusal]) : (new BatchParty(found, inForce, Letters(found)), []);
    }

    /// <summary>Why mass mail is not open to a user who can send otherwise.</summary>
    /// <returns><see langword="null"/> when it is, or when something else is wrong.</returns>
    public async Task<LocalizedText?> RefusalAsync(string company, string user, CancellationToken cancellationToken) =>
        (await settings.FindAsync(company, user, cancellationToken)).Settings is { } inForce && await companies.FindAsync(company, cancellationToken) is { } found
            ? MassMailEntitlement.Refusal(found, inForce)
            : null;

    private LetterSetting Letters(Company company) => new(company.Language, TimeZoneInfo.FindSystemTimeZoneById(options.Value.TimeZone), time);
}
