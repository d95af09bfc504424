using BounceProcessor.Events;
using BounceProcessor.Marks;
using BounceProcessor.Webhooks;

using Xunit;

namespace BounceProcessor.Tests.Webhooks;

public sealed class WebhookNewsTests : IAsyncLifetime
{
    private (WebhookLine Line, WebhookReceiver Receiver)? _started;

    private WebhookLine Line => _started?.Line ?? throw new InvalidOperationException("not started");

    private WebhookReceiver Receiver => _started?.Receiver ?? throw new InvalidOperationException("not started");

    public async ValueTask InitializeAsync() => _started = (await WebhookLine.StartAsync(), await WebhookReceiver.StartAsync());

    public async ValueTask DisposeAsync()
    {
        await Receiver.DisposeAsync();
        await Line.DisposeAsync();
    }

    [Fact]
    public async Task A_filed_event_is_told_with_all_that_the_API_shows()
    {
        var (_, secret) = await Line.AddAsync(Receiver);
        var id = await Line.FileAsync();

        await Line.RunAsync();

        var told = Assert.Single(Receiver.Heard);
        Assert.True(told.IsSignedWith(secret));
        Assert.Equal(WebhookEvents.EventFiled, told.Type);
        Assert.Equal(told.Id, told.Json["id"]!.GetValue<string>());
        Assert.Equal("firmanimi", told.Json["company"]!.GetValue<string>());
        Assert.Equal(1, told.Json["version"]!.GetValue<int>());
        Assert.Equal(id, told.Json["data"]!["event"]!["id"]!.GetValue<long>());
        Assert.Equal("nobody1@example.net", told.Json["data"]!["event"]!["recipient"]!.GetValue<string>());
        Assert.NotNull(told.Json["data"]!["event"]!["reasonTitle"]!["et"]);
    }

    [Fact]
    public async Task A_changed_event_is_told_with_what_changed()
    {
        await Line.AddAsync(Receiver, WebhookLine.Company, WebhookEvents.EventChanged);
        var id = await Line.FileAsync();
        await Line.RunAsync();
        Assert.Empty(Receiver.Heard);

        await Line.Events.SetStatusAsync(id, EventStatus.Resolved, "mari", CancellationToken.None);
        await Line.RunAsync();

        var told = Assert.Single(Receiver.Heard);
        var change = Assert.Single(told.Json["data"]!["changes"]!.AsArray())!;
        Assert.Equal(("mari", "status", "new", "resolved"), (change["by"]!.GetValue<string>(), change["field"]!.GetValue<string>(), change["before"]!.GetValue<string>(), change["after"]!.GetValue<string>()));
        Assert.Equal("resolved", told.Json["data"]!["event"]!["status"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_marked_address_is_told_once()
    {
        await Line.AddAsync(Receiver, WebhookLine.Company, WebhookEvents.AddressMarked);
        var mark = await Line.Marks.MarkAsync(new NewMark { Company = WebhookLine.Company, Address = "Jaan@example.net", By = "mari" }, CancellationToken.None);

        await Line.RunAsync();
        await Line.Marks.ReleaseAsync(WebhookLine.Company, mark!.Id, "mari", null, CancellationToken.None);
        await Line.RunAsync();

        var told = Assert.Single(Receiver.Heard);
        Assert.Equal("Jaan@example.net", told.Json["data"]!["mark"]!["address"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_corrected_address_is_told_once_with_the_customer_it_belongs_to()
    {
        await Line.CorrectAsync("before@example.net", "gone@example.net");
        Line.Time.Advance(TimeSpan.FromSeconds(1));
        await Line.AddAsync(Receiver, WebhookLine.Company, WebhookEvents.AddressCorrected);
        await Line.CorrectAsync("jan@example.net", "jaan@example.net");
        await Line.CorrectAsync("x@example.net", "y@example.net", "teine");

        await Line.RunAsync();
        await Line.RunAsync();

        var told = Assert.Single(Receiver.Heard);
        Assert.Equal(WebhookEvents.AddressCorrected, told.Type);
        var correction = told.Json["data"]!["correction"]!;
        Assert.Equal(("10023", "jan@example.net", "jaan@example.net"), (correction["customer"]!.GetValue<string>(), correction["oldAddress"]!.GetValue<string>(), correction["newAddress"]!.GetValue<string>()));
    }

    [Fact]
    public async Task Only_news_that_were_chosen_and_of_the_own_company_are_told()
    {
        await Line.AddAsync(Receiver, WebhookLine.Company, WebhookEvents.AddressMarked);
        await Line.AddAsync(Receiver, "teine");
        await Line.FileAsync();
        await Line.FileAsync("");

        await Line.RunAsync();

        Assert.Empty(Receiver.Heard);
    }

    [Fact]
    public async Task What_was_filed_before_an_endpoint_was_added_is_not_told()
    {
        await Line.FileAsync();
        Line.Time.Advance(TimeSpan.FromSeconds(1));
        await Line.AddAsync(Receiver);

        await Line.RunAsync();

        Assert.Empty(Receiver.Heard);
    }

    [Fact]
    public async Task News_come_in_the_order_in_which_they_happened()
    {
        await Line.AddAsync(Receiver);
        List<long> filed = [];
        for (var i = 0; i < 20; i++)
        {
            filed.Add(await Line.FileAsync());
        }

        await Line.RunAsync();

        Assert.Equal(filed, Receiver.Heard.Select(told => told.Json["data"]!["event"]!["id"]!.GetValue<long>()));
    }

    [Fact]
    public async Task More_news_than_one_look_takes_are_all_told_once()
    {
        await Line.AddAsync(Receiver);
        await Line.FileAsync();
        await Line.ExecuteAsync("""
            WITH RECURSIVE n (i) AS (SELECT 2 UNION ALL SELECT i + 1 FROM n WHERE i < 1200)
            INSERT INTO events (company, mailbox, kind, status, recipient, recipient_key, kind_evidence, started_at, content, priority, headers_only, mail_id, filed_at, changed_at, changed_by, search_text)
            SELECT company, mailbox, kind, status, recipient, 'copy' || n.i, kind_evidence, started_at, content, priority, headers_only, mail_id, filed_at, changed_at, changed_by, search_text
            FROM n, events WHERE events.id = 1
            """);

        while (await Line.RunAsync() > 0)
        {
        }

        Assert.Equal(1200, Receiver.Heard.Select(told => told.Id).Distinct().Count());
        Assert.Equal(1200, Receiver.Heard.Count);
    }

    [Fact]
    public async Task A_look_that_breaks_off_loses_nothing_and_doubles_nothing()
    {
        await Line.AddAsync(Receiver);
        var id = await Line.FileAsync();
        await Line.Events.SetStatusAsync(id, EventStatus.Resolved, "mari", CancellationToken.None);
        await Line.ExecuteAsync("CREATE TRIGGER broken BEFORE INSERT ON webhook_messages WHEN NEW.type = 'event.changed' BEGIN SELECT RAISE(ABORT, 'the process ends here'); END");
        await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() => Line.RunAsync());
        Assert.Equal(0, await Line.ScalarAsync<long>("SELECT COUNT(*) FROM webhook_messages"));
        await Line.ExecuteAsync("DROP TRIGGER broken");

        await Line.RunAsync();

        Assert.Equal([WebhookEvents.EventFiled, WebhookEvents.EventChanged], Receiver.Heard.Select(told => told.Type));
    }

    [Fact]
    public async Task An_event_that_got_the_number_of_an_erased_one_is_told()
    {
        await Line.AddAsync(Receiver);
        await Line.FileAsync();
        var last = await Line.FileAsync();
        await Line.RunAsync();
        await Line.ExecuteAsync("DELETE FROM events");

        await Line.FileAsync();
        var again = await Line.FileAsync();
        await Line.RunAsync();

        Assert.Equal(last, again);
        Assert.Equal(["nobody1@example.net", "nobody2@example.net", "nobody3@example.net", "nobody4@example.net"], Receiver.Heard.Select(told => told.Json["data"]!["event"]!["recipient"]!.GetValue<string>()));
    }

    [Fact]
    public async Task News_of_an_event_that_was_erased_meanwhile_are_dropped()
    {
        var (endpoint, _) = await Line.AddAsync(Receiver);
        Receiver.AnswerWith(503);
        await Line.FileAsync();
        await Line.RunAsync();
        await Line.ExecuteAsync("DELETE FROM events");
        Receiver.AnswerWith(204);

        await Line.RunAsync(TimeSpan.FromHours(1));

        Assert.Single(Receiver.Heard);
        Assert.Equal("gone", Assert.Single(await Line.Queue.ListAsync(null, endpoint.Id, 10, CancellationToken.None)).Message.State);
    }

    [Fact]
    public async Task A_database_that_had_events_before_tells_only_what_is_new()
    {
        await Line.FileAsync();
        await Line.RunAsync();

        Assert.Equal(1, await Line.ScalarAsync<long>("SELECT position FROM webhook_cursors WHERE source = 'events'"));
        Assert.Equal(0, await Line.ScalarAsync<long>("SELECT COUNT(*) FROM webhook_messages"));
    }
}
