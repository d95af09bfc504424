using System.Text.Json.Nodes;

using BounceProcessor.Events;
using BounceProcessor.Tests.Pages;

using Dapper;

using Xunit;

namespace BounceProcessor.Tests.Api;

public sealed class EventEndpointsTests
{
    [Fact]
    public async Task Corrected_addresses_are_followed_by_a_cursor()
    {
        await using var site = await ApiSite.StartAsync();
        var rows = await Rows.MakeAsync(site);
        var client = await site.ClientAsync();

        var first = (await client.GetAsync("address-corrections")).Json;
        var nothing = (await client.GetAsync($"address-corrections?since={first["next"]}")).Json;

        var correction = Assert.Single(first["items"]!.AsArray())!;
        Assert.Equal(
            ("10023", "jan@example.net", "jaan@example.net", rows.Mail),
            (correction["customer"]!.GetValue<string>(), correction["oldAddress"]!.GetValue<string>(), correction["newAddress"]!.GetValue<string>(), correction["mailId"]!.GetValue<long>()));
        Assert.Empty(nothing["items"]!.AsArray());
        Assert.Equal(first["next"]!.GetValue<string>(), nothing["next"]!.GetValue<string>());
        Assert.Equal(["since: cursor-invalid"], (await client.GetAsync("address-corrections?since=x")).Faults);
    }

    [Fact]
    public async Task An_event_says_why_in_both_languages()
    {
        await using var site = await ApiSite.StartAsync();
        var client = await site.ClientAsync();
        var id = await site.FileAsync(TestSite.Report("nobody@example.net"));

        var found = (await client.GetAsync($"events/{id}")).Json;

        Assert.Equal("failure", found["kind"]!.GetValue<string>());
        Assert.Equal("nobody@example.net", found["recipient"]!.GetValue<string>());
        Assert.Equal("hard", found["severity"]!.GetValue<string>());
        Assert.NotEmpty(found["reasonTitle"]!["en"]!.GetValue<string>());
        Assert.NotEmpty(found["reasonTitle"]!["et"]!.GetValue<string>());
    }

    [Fact]
    public async Task Whoever_follows_the_cursor_gets_every_event_once()
    {
        await using var site = await ApiSite.StartAsync();
        var client = await site.ClientAsync();
        List<long> filed = [];
        List<long> seen = [];
        var since = "";
        for (var i = 0; i < 7; i++)
        {
            filed.Add(await site.FileAsync(TestSite.Report($"nobody{i}@example.net")));
            await site.FileAsync(TestSite.Report($"other{i}@example.net"), ApiSite.OtherCompany);
            if (i % 3 == 0)
            {
                since = await FollowAsync(client, since, seen);
            }
        }

        since = await FollowAsync(client, since, seen);

        Assert.Equal(filed, seen);
        var last = (await client.GetAsync($"events?since={since}")).Json;
        Assert.Empty(last["items"]!.AsArray());
        Assert.Equal(since, last["next"]!.GetValue<string>());
    }

    [Fact]
    public async Task An_event_that_got_the_number_of_an_erased_one_is_not_passed_over()
    {
        await using var site = await ApiSite.StartAsync();
        var client = await site.ClientAsync();
        var before = await site.FileAsync(TestSite.Report("first@example.net"));
        var since = (await client.GetAsync("events")).Json["next"]!.GetValue<string>();
        await using (var connection = await site.Service<System.Data.Common.DbDataSource>().OpenConnectionAsync(TestContext.Current.CancellationToken))
        {
            await connection.ExecuteAsync("DELETE FROM events");
        }

        var after = await site.FileAsync(TestSite.Report("second@example.net"));

        Assert.Equal(before, after);
        var page = (await client.GetAsync($"events?since={since}")).Json;
        Assert.Equal("second@example.net", Assert.Single(page["items"]!.AsArray())!["recipient"]!.GetValue<string>());
        Assert.Empty((await client.GetAsync($"events?since={page["next"]}")).Json["items"]!.AsArray());
    }

    [Fact]
    public async Task Alerts_of_the_operator_are_not_a_companys_events()
    {
        await using var site = await ApiSite.StartAsync();
        var client = await site.ClientAsync();
        await using var connection = await site.Service<System.Data.Common.DbDataSource>().OpenConnectionAsync(TestContext.Current.CancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(TestContext.Current.CancellationToken);
        var now = TimeProvider.System.GetUtcNow();
        var id = await new AlertEvents(transaction, now, CancellationToken.None).AddAsync(new NewAlert
        {
            Company = ApiSite.Company,
            Mailbox = "events",
            Condition = "poll-silence",
            Severity = "review",
            Fixer = "our-postmaster",
            Title = "x",
            Text = "x",
            At = now,
        });
        await transaction.CommitAsync(TestContext.Current.CancellationToken);

        Assert.Empty((await client.GetAsync("events")).Json["items"]!.AsArray());
        Assert.Equal(System.Net.HttpStatusCode.NotFound, (await client.GetAsync($"events/{id}")).Status);
    }

    [Fact]
    public async Task A_cursor_that_is_none_is_refused()
    {
        await using var site = await ApiSite.StartAsync();
        var client = await site.ClientAsync();

        var answer = await client.GetAsync("events?since=yesterday");

        Assert.Equal(["since: cursor-invalid"], answer.Faults);
    }

    private static async Task<string> FollowAsync(ApiClient client, string since, List<long> seen)
    {
        JsonNode page;
        do
        {
            page = (await client.GetAsync($"events?limit=2&since={since}")).Json;
            seen.AddRange(page["items"]!.AsArray().Select(item => item!["id"]!.GetValue<long>()));
            since = page["next"]!.GetValue<string>();
        }
        while (page["hasMore"]!.GetValue<bool>());
        return since;
    }
}
