using System.Data.Common;

using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace BounceProcessor.Companies;

/// <summary>Every company there is, those of the configuration and those of the database. What another process changes counts at the next question.</summary>
internal sealed class CompanyDirectory(IOptions<CompanyOptions> options, CompanyStore store, SenderHistory history, ILogger<CompanyDirectory> logger)
{
    private volatile CompanySnapshot _current = new(options.Value, [], -1);

    /// <summary>As last read; of the configuration alone before the first <see cref="ReadAsync"/>. For those who may not wait.</summary>
    public CompanySnapshot Current => _current;

    /// <summary>The domain of the event addresses.</summary>
    public string EventDomain => options.Value.EventDomain;

    /// <summary>One company.</summary>
    /// <param name="code">Its code; upper and lower case are the same.</param>
    /// <param name="cancellationToken">Ends the query.</param>
    /// <returns><see langword="null"/> when there is none of that code.</returns>
    public async Task<Company?> FindAsync(string code, CancellationToken cancellationToken) =>
        (await ReadAsync(cancellationToken)).TryFind(code, out var company) ? company : null;

    /// <summary>All companies by code.</summary>
    public async Task<IReadOnlyList<Company>> ListAsync(CancellationToken cancellationToken) => (await ReadAsync(cancellationToken)).All;

    /// <summary>All companies now: one short question to the database unless something changed.</summary>
    public async Task<CompanySnapshot> ReadAsync(CancellationToken cancellationToken)
    {
        // The version first: what changes while the companies are read is read again next time.
        var version = await history.VersionAsync(cancellationToken);
        var current = _current;
        if (current.Version == version)
        {
            return current;
        }

        var stored = await store.ListAsync(cancellationToken);
        var read = new CompanySnapshot(options.Value, stored, version);
        _current = read;
        if (current.Version < 0)
        {
            Tell(read, stored);
        }

        return read;
    }

    /// <summary>Adds or replaces a company, unless it has faults.</summary>
    /// <param name="company">As it shall be; an empty event address is the code at <see cref="EventDomain"/>.</param>
    /// <param name="changedBy">Who does it.</param>
    /// <param name="cancellationToken">Rolls back.</param>
    /// <returns>Why nothing was saved; empty when it was.</returns>
    public async Task<IReadOnlyList<SettingFault>> SaveAsync(Company company, string changedBy, CancellationToken cancellationToken)
    {
        var all = await ReadAsync(cancellationToken);
        var tidy = CompanyRule.Tidy(company, EventDomain);
        var faults = CompanyRule.Faults(tidy, all);
        if (faults.Count == 0)
        {
            var before = (await store.ListAsync(cancellationToken)).FirstOrDefault(one => one.Code == tidy.Code);
            return await StoreAsync(before, tidy, changedBy, cancellationToken);
        }

        return faults;
    }

    // Another process may have saved the same address after it was looked at; then the database refuses, and a second look says why.
    private async Task<IReadOnlyList<SettingFault>> StoreAsync(Company? before, Company after, string changedBy, CancellationToken cancellationToken)
    {
        try
        {
            await store.SaveAsync(before, after, changedBy, cancellationToken);
            return [];
        }
        catch (DbException)
        {
            var faults = CompanyRule.Faults(after, await ReadAsync(cancellationToken));
            if (faults.Count == 0)
            {
                throw;
            }

            return faults;
        }
    }

    /// <summary>Removes a company of the database with its user cards.</summary>
    /// <returns>How many cards went with it; <see langword="null"/> when it is not in the database.</returns>
    public async Task<int?> RemoveAsync(string code, string changedBy, CancellationToken cancellationToken)
    {
        var company = (await store.ListAsync(cancellationToken)).FirstOrDefault(one => one.Code.Equals(code, StringComparison.OrdinalIgnoreCase));
        return company is null ? null : await store.RemoveAsync(company, changedBy, cancellationToken);
    }

    // Told once a process. Neither can be refused at start, since companies come and go while the service runs.
    private void Tell(CompanySnapshot read, IReadOnlyList<Company> stored)
    {
        if (options.Value.OnlyListed && read.All.Count == 0)
        {
            CompanyLog.NobodyIsListed(logger);
        }

        foreach (var hidden in stored.Where(one => read.TryFind(one.Code, out var company) && company.IsConfigured))
        {
            CompanyLog.Hidden(logger, hidden.Code);
        }
    }
}
