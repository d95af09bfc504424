using BounceProcessor.Diagnosis.Reading;
using BounceProcessor.Events;
using BounceProcessor.Tests.Database;

using Dapper;

using Microsoft.Extensions.Options;

using Xunit;

namespace BounceProcessor.Tests.Events;

public sealed class EventListTests : IAsyncLifetime
{
    private readonly TestDatabase _database = new();
    private readonly EventStore _store;

    public EventListTests() => _store = new EventStore(_database.Source, TimeProvider.System, Options.Create(new EventOptions()));

    public async ValueTask InitializeAsync() => await _database.ApplySchemaAsync();

    public ValueTask DisposeAsync() => _database.DisposeAsync();

    [Fact]
    public async Task Newest_come_first_and_equal_times_by_code_on_every_page()
    {
        await FileAsync([.. Enumerable.Range(0, 25).Select(i => Reports.Failure($"mail {i}", $"r{i}@example.net") with
        {
            ReceivedAt = Reports.Arrival.AddMinutes(i / 5),
        })]);

        var pages = await Task.WhenAll(Enumerable.Range(1, 4).Select(page => _store.ListAsync(new EventFilter(), page, 7, CancellationToken.None)));

        Assert.All(pages, page => Assert.Equal(25, page.Total));
        Assert.Equal([7, 7, 7, 4], pages.Select(page => page.Events.Count));
        var rows = pages.SelectMany(page => page.Events).ToArray();
        Assert.Equal(rows.OrderByDescending(row => row.StartedAt).ThenByDescending(row => row.Id).Select(row => row.Id), rows.Select(row => row.Id));
        Assert.Equal(25, rows.Select(row => row.Id).Distinct().Count());
    }

    [Fact]
    public async Task A_page_behind_the_last_is_empty_and_still_tells_the_total()
    {
        await FileAsync(Reports.Failure("one", "a@example.net"));

        var page = await _store.ListAsync(new EventFilter(), 9, 50, CancellationToken.None);

        Assert.Equal((0, 1L), (page.Events.Count, page.Total));
    }

    [Theory]
    [InlineData(0, 10)]
    [InlineData(1, 0)]
    [InlineData(1, 501)]
    public async Task A_page_that_cannot_be_is_refused(int page, int pageSize) => await Assert.ThrowsAsync<ArgumentOutOfRangeException>(
        () => _store.ListAsync(new EventFilter(), page, pageSize, CancellationToken.None));

    [Fact]
    public async Task Each_filter_restricts_by_its_own_column()
    {
        await FileAsync(
            Reports.Failure("one", "failed@example.net"),
            Reports.Mail("two", MailKind.Delay, RecipientAction.Delayed, null, "delayed@example.net"),
            Reports.Mail("three", MailKind.Reply, RecipientAction.Failed, null),
            Reports.Failure("four", "other@example.net") with { Company = "teine" },
            Reports.Failure("five", "nobodys@example.net") with { Company = "" });
        var first = (await ListAsync(new EventFilter { Text = "failed@" })).Single();
        await _store.SetStatusAsync(first.Id, EventStatus.InWork, "mari", CancellationToken.None);

        Assert.Equal(["delayed@example.net"], await RecipientsAsync(new EventFilter { Kind = "delay" }));
        Assert.Equal(["", "failed@example.net"], (await RecipientsAsync(new EventFilter { Company = "firmanimi" })).Where(row => row != "delayed@example.net"));
        Assert.Equal(["nobodys@example.net"], await RecipientsAsync(new EventFilter { Company = "" }));
        Assert.Equal(["delayed@example.net"], await RecipientsAsync(new EventFilter { Severity = "delay" }));
        Assert.Equal(["failed@example.net", "nobodys@example.net", "other@example.net"], await RecipientsAsync(new EventFilter { Severity = "hard" }));
        Assert.Equal(4, (await RecipientsAsync(new EventFilter { Reason = "mailbox-unknown" })).Length);
        Assert.Equal(["failed@example.net"], await RecipientsAsync(new EventFilter { Status = "in-work" }));
        Assert.Equal(["other@example.net"], await RecipientsAsync(new EventFilter { Company = "teine", Reason = "mailbox-unknown", Kind = "failure", Status = "new", Severity = "hard", Text = "OTHER" }));
        Assert.Empty(await RecipientsAsync(new EventFilter { Company = "teine", Kind = "delay" }));
    }

    [Theory]
    [InlineData("JAAN@example", true)]
    [InlineData("user unknown", true)]
    [InlineData("m1@firmanimi.test", true)]
    [InlineData("undelivered", true)]
    [InlineData("  undelivered  ", true)]
    [InlineData("", true)]
    [InlineData("%", false)]
    [InlineData("_", false)]
    [InlineData("jaan%example", false)]
    [InlineData("!", false)]
    [InlineData("'", false)]
    [InlineData("\\", false)]
    public async Task A_text_is_looked_for_as_it_stands_in_upper_and_lower_case(string text, bool found)
    {
        await FileAsync(Reports.Failure("one", "jaan@example.net"));

        Assert.Equal(found, (await ListAsync(new EventFilter { Text = text })).Count == 1);
    }

    [Fact]
    public async Task Wildcards_in_an_address_are_found_as_letters()
    {
        await FileAsync(Reports.Failure("one", "a_b%c!d@example.net"), Reports.Failure("two", "axbyc@example.net"));

        Assert.Equal(["a_b%c!d@example.net"], await RecipientsAsync(new EventFilter { Text = "a_b%c!d" }));
    }

    [Fact]
    public async Task Estonian_letters_are_found_in_either_case()
    {
        var mail = Reports.Failure("one", "a@example.net");
        var reading = mail.Diagnosis.Reading with { Headers = new MailHeaders { Subject = "ÕUNAÄÄDIKAS ŠOKOLAAD" } };
        await FileAsync(mail with { Diagnosis = mail.Diagnosis with { Reading = reading } });

        Assert.Single(await ListAsync(new EventFilter { Text = "õunaäädikas šok" }));
    }

    [Theory]
    [InlineData(null, null, null, "events_by_start")]
    [InlineData("firmanimi", null, null, "events_by_company")]
    [InlineData(null, "mailbox-unknown", null, "events_by_reason")]
    [InlineData(null, null, "new", "events_by_status")]
    public async Task A_page_comes_from_an_index_in_order(string? company, string? reason, string? status, string index)
    {
        var query = EventQuery.For(new EventFilter { Company = company, Reason = reason, Status = status }, 0, 50);
        await using var connection = await _database.Source.OpenConnectionAsync(CancellationToken.None);

        var list = await PlanAsync(connection, query.ListSql, query.Parameters);
        var count = await PlanAsync(connection, query.CountSql, query.Parameters);

        Assert.Contains($"USING COVERING INDEX {index}", list, StringComparison.Ordinal);
        Assert.DoesNotContain("SCAN events\n", list, StringComparison.Ordinal);
        Assert.Contains("COVERING INDEX", count, StringComparison.Ordinal);
    }

    private static async Task<string> PlanAsync(System.Data.Common.DbConnection connection, string sql, DynamicParameters parameters)
    {
        var steps = await connection.QueryAsync("EXPLAIN QUERY PLAN " + sql, parameters);
        return string.Join('\n', steps.Select(step => (string)step.detail)) + "\n";
    }

    private async Task<IReadOnlyList<EventRecord>> ListAsync(EventFilter filter) =>
        (await _store.ListAsync(filter, 1, 100, CancellationToken.None)).Events;

    private async Task<string[]> RecipientsAsync(EventFilter filter) =>
        [.. (await ListAsync(filter)).Select(row => row.Recipient).Order(StringComparer.Ordinal)];

    private Task FileAsync(params NewMail[] mails) =>
        _database.InTransactionAsync(transaction => _store.FileAsync(mails, transaction, CancellationToken.None));
}
