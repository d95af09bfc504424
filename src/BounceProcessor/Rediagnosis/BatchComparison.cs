using System.Data.Common;
using System.Globalization;

using BounceProcessor.Events;

using Dapper;

namespace BounceProcessor.Rediagnosis;

/// <summary>Compares one batch of mails with its events as they stand at this moment, within one transaction of the caller.</summary>
internal sealed class BatchComparison(DbTransaction transaction, DateTimeOffset now, CancellationToken cancellationToken)
{
    private static readonly string ListEvents = SqlText.Load("Rediagnosis/Sql/ListEvents.sql");
    private static readonly string ListFieldsOfPeople = SqlText.Load("Rediagnosis/Sql/ListFieldsOfPeople.sql");
    private static readonly string ListStoryRecipients = SqlText.Load("Rediagnosis/Sql/ListStoryRecipients.sql");
    private static readonly string FindMailOfCompany = SqlText.Load("Rediagnosis/Sql/FindMailOfCompany.sql");

    private readonly DbConnection _connection = transaction.Connection
        ?? throw new ArgumentException("The transaction is over.", nameof(transaction));

    /// <summary>What is to be done with each mail, in the same order.</summary>
    public async Task<IReadOnlyList<ComparedMail>> CompareAsync(IReadOnlyList<JudgedMail> mails, bool closeMissing)
    {
        var events = (await QueryAsync<EventRecord>(ListEvents, new { MailIds = mails.Select(mail => mail.Mail.Id).ToArray() }))
            .ToLookup(one => one.MailId);
        var setByPeople = await SetByPeopleAsync(events);
        var stories = await StoriesAsync(mails);
        List<ComparedMail> compared = new(mails.Count);
        foreach (var mail in mails)
        {
            EventRecord[] own = [.. events[mail.Mail.Id]];
            var company = await CompanyAsync(mail);

            // Meanwhile retention may have removed the events, or the story have gone on with another mail.
            var changes = mail.Drafts is null || own.Length == 0
                ? []
                : new MailComparison(mail, company, setByPeople, stories[mail.Mail.Id].ToHashSet(StringComparer.Ordinal)).Compare(own, closeMissing, now);
            compared.Add(new ComparedMail(mail, own.Length == 0 ? mail.Mail.Company : company, own.Length, changes));
        }

        return compared;
    }

    private async Task<HashSet<(long Event, string Field)>> SetByPeopleAsync(ILookup<long, EventRecord> events)
    {
        var ids = events.SelectMany(mail => mail.Select(one => one.Id));
        HashSet<(long, string)> fields = [];

        // A report may name thousands of recipients, and a statement has a limit of values.
        foreach (var some in ids.Chunk(5_000))
        {
            fields.UnionWith((await QueryAsync<FieldRow>(ListFieldsOfPeople, new { EventIds = some })).Select(row => (row.EventId, row.Field)));
        }

        return fields;
    }

    private async Task<ILookup<long, string>> StoriesAsync(IReadOnlyList<JudgedMail> mails)
    {
        var ids = mails.Select(mail => mail.Mail.Id.ToString(CultureInfo.InvariantCulture)).ToArray();
        return (await QueryAsync<StoryRow>(ListStoryRecipients, new { Mails = ids }))
            .ToLookup(row => long.Parse(row.Mail, CultureInfo.InvariantCulture), row => row.RecipientKey);
    }

    // A company that has filed the same bytes itself does not get them a second time.
    private async Task<string> CompanyAsync(JudgedMail mail) =>
        mail.Company == mail.Mail.Company
        || (await QueryAsync<long>(FindMailOfCompany, new { MailId = mail.Mail.Id, mail.Company })).Single() > 0
            ? mail.Mail.Company
            : mail.Company;

    private Task<IEnumerable<T>> QueryAsync<T>(string sql, object parameters) =>
        _connection.QueryAsync<T>(new CommandDefinition(sql, parameters, transaction, cancellationToken: cancellationToken));

    private sealed class FieldRow
    {
        public long EventId { get; init; }

        public string Field { get; init; } = "";
    }

    private sealed class StoryRow
    {
        public string Mail { get; init; } = "";

        public string RecipientKey { get; init; } = "";
    }
}
