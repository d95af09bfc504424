using System.Data.Common;

using BounceProcessor.Marks;
using BounceProcessor.Senders;
using BounceProcessor.Tests.Pages;

using Xunit;

namespace BounceProcessor.Tests.Api;

/// <summary>One of everything that the API shows, of the company firmanimi.</summary>
internal sealed record Rows(long Mail, long Event, long MassMail = 1)
{
    public const string Marked = "marked@example.net";

    public const string User = "PEETER";

    public static async Task<Rows> MakeAsync(ApiSite site)
    {
        var client = await site.ClientAsync();
        var mail = (await client.PostAsync("mails", ApiClient.Mail())).Json["id"]!.GetValue<long>();
        var rows = new Rows(
            mail,
            await site.FileAsync(TestSite.Report("nobody@example.net")),
            (await client.PostAsync("mass-mails", ApiClient.MassMail())).Json["id"]!.GetValue<long>());
        await site.Service<AddressMarks>().MarkAsync(
            new NewMark { Company = ApiSite.Company, Address = Marked, Kind = MarkKind.ByHand, By = "test" }, CancellationToken.None);
        await site.Service<UserCards>().SaveAsync(
            new UserCard { Company = ApiSite.Company, Code = User, Email = "peeter@firmanimi.example" }, PasswordChange.Keep, "test", CancellationToken.None);
        await using var connection = await site.Service<DbDataSource>().OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await site.Service<AddressCorrections>().AddAsync(
            new NewCorrection(ApiSite.Company, "10023", "jan@example.net", "jaan@example.net", rows.Event, mail, "test"),
            transaction,
            CancellationToken.None);
        await transaction.CommitAsync();
        return rows;
    }

    public async Task AreUntouchedAsync(ApiSite site)
    {
        var client = await site.ClientAsync();
        Assert.Equal("waiting", (await client.GetAsync($"mails/{Mail}")).Json["recipients"]![0]!["state"]!.GetValue<string>());
        var massMail = (await client.GetAsync($"mass-mails/{MassMail}")).Json;
        Assert.Equal(("draft", null), (massMail["state"]!.GetValue<string>(), massMail["ratePerMinute"]?.GetValue<long>()));
        Assert.Equal(Marked, (await client.GetAsync($"address-marks/{Marked}")).Json["address"]!.GetValue<string>());
        Assert.Equal("peeter@firmanimi.example", (await client.GetAsync($"users/{User}")).Json["email"]!.GetValue<string>());
    }
}
