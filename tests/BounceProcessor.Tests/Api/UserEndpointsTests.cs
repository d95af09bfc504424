using System.Net;
using System.Text.Json.Nodes;

using BounceProcessor.Senders;

using Xunit;

namespace BounceProcessor.Tests.Api;

public sealed class UserEndpointsTests
{
    [Fact]
    public async Task A_password_goes_in_and_never_comes_out()
    {
        await using var site = await ApiSite.StartAsync();
        var client = await site.ClientAsync();

        var saved = await client.PutAsync("users/PEETER", Card("väga salajane"));

        Assert.Equal(HttpStatusCode.OK, saved.Status);
        Assert.True(saved.Json["hasPassword"]!.GetValue<bool>());
        Assert.DoesNotContain("salajane", saved.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("salajane", (await client.GetAsync("users/PEETER")).Text, StringComparison.Ordinal);
        Assert.DoesNotContain(site.Log.Lines, line => line.Contains("salajane", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_password_that_is_left_out_stays_and_an_empty_one_removes_it()
    {
        await using var site = await ApiSite.StartAsync();
        var client = await site.ClientAsync();
        await client.PutAsync("users/PEETER", Card("väga salajane"));

        Assert.True((await client.PutAsync("users/PEETER", Card(null))).Json["hasPassword"]!.GetValue<bool>());
        Assert.False((await client.PutAsync("users/PEETER", Card(""))).Json["hasPassword"]!.GetValue<bool>());
    }

    [Fact]
    public async Task The_history_says_which_token_changed_a_card()
    {
        await using var site = await ApiSite.StartAsync();
        var client = await site.ClientAsync();

        await client.PutAsync("users/PEETER", Card(null));

        var history = await site.Service<BounceProcessor.Companies.SenderHistory>().ListAsync(ApiSite.Company, "PEETER", 100, CancellationToken.None);
        Assert.All(history, change => Assert.StartsWith("api:test (", change.ChangedBy, StringComparison.Ordinal));
        Assert.NotEmpty(history);
    }

    [Fact]
    public async Task Faults_of_a_card_are_told_with_their_fields()
    {
        await using var site = await ApiSite.StartAsync();
        var client = await site.ClientAsync();

        var refused = await client.PutAsync("users/PEETER", new JsonObject { ["email"] = "no address", ["port"] = 70_000 });
        var unknown = await client.PutAsync("users/PEETER", new JsonObject { ["mode"] = "pigeon" });

        Assert.Equal(["email: email-invalid", "port: port-invalid"], refused.Faults);
        Assert.Equal(["mode: mode-unknown"], unknown.Faults);
        Assert.Null(await site.Service<UserCards>().FindAsync(ApiSite.Company, "PEETER", CancellationToken.None));
    }

    private static JsonObject Card(string? password)
    {
        var card = new JsonObject { ["email"] = "peeter@firmanimi.example", ["mode"] = "smtp", ["host"] = "smtp.example.org", ["port"] = 587, ["tls"] = "start-tls", ["username"] = "peeter" };
        if (password is not null)
        {
            card["password"] = password;
        }

        return card;
    }
}
