using BounceProcessor.Companies;

using Microsoft.Extensions.Options;

namespace BounceProcessor.Intake;

/// <summary>How long each company's things are kept: what its entry says, else what the section Retention says.</summary>
internal sealed class RetentionPeriods
{
    private readonly RetentionOptions _usual;
    private readonly Dictionary<string, CompanyEntry> _companies = new(StringComparer.OrdinalIgnoreCase);

    public RetentionPeriods(IOptions<RetentionOptions> usual, IOptions<CompanyOptions> companies)
    {
        _usual = usual.Value;
        foreach (var entry in companies.Value.List)
        {
            _companies[entry.Code] = entry;
        }
    }

    /// <summary>The shortest time that any raw mail is kept, in days.</summary>
    public int ShortestRawMailDays => _companies.Keys.Append("").Append("*").Min(RawMailDays);

    /// <summary>Mails in quarantine, in days.</summary>
    public int QuarantineDays => _usual.QuarantineDays;

    /// <summary>Runs, in days.</summary>
    public int RunDays => _usual.RunDays;

    /// <summary>Sent mails and mass mails, in days.</summary>
    public int SentMailDays => _usual.SentMailDays;

    /// <summary>Events of a company with their history, in days.</summary>
    /// <param name="company">Its code; empty for unresolved.</param>
    public int EventDays(string company) => company.Length == 0
        ? Or(_usual.UnresolvedEventDays, _usual.EventDays)
        : Or(_companies.GetValueOrDefault(company)?.EventDays ?? 0, _usual.EventDays);

    /// <summary>Raw mails of a company, in days; never longer than its events, through which alone they are reached.</summary>
    /// <param name="company">Its code; empty for unresolved.</param>
    public int RawMailDays(string company)
    {
        var days = company.Length == 0
            ? Or(_usual.UnresolvedRawMailDays, _usual.RawMailDays)
            : Or(_companies.GetValueOrDefault(company)?.RawMailDays ?? 0, _usual.RawMailDays);
        return Math.Min(days, EventDays(company));
    }

    private static int Or(int days, int usual) => days > 0 ? days : usual;
}
