using BounceProcessor.Companies;
using BounceProcessor.Diagnosis.Reading;
using BounceProcessor.Intake;
using BounceProcessor.Mailboxes;
using BounceProcessor.Tests.Companies;
using BounceProcessor.Tests.Database;

using Xunit;

namespace BounceProcessor.Tests.Intake;

public sealed class CompanyResolverTests : IAsyncDisposable
{
    private readonly TestDatabase _database = new();

    private static readonly CompanyEntry[] Listed =
        [new() { Code = "Firmanimi", Aliases = ["bounces@firmanimi.example", "@mail.firmanimi.example", "old@event.data.directo.ee"] }];

    [Theory]
    [InlineData("teine@event.data.directo.ee", "teine")]
    [InlineData("teine+ab12cd@event.data.directo.ee", "teine")]
    [InlineData("TEINE@Event.Data.Directo.EE", "teine")]
    [InlineData("firmanimi@event.data.directo.ee", "Firmanimi")]
    [InlineData("old@event.data.directo.ee", "Firmanimi")]
    [InlineData("bounces@firmanimi.example", "Firmanimi")]
    [InlineData("bounces+tok@firmanimi.example", "Firmanimi")]
    [InlineData("anything@mail.firmanimi.example", "Firmanimi")]
    [InlineData("teine@sub.event.data.directo.ee", "")]
    [InlineData("teine@event.data.directo.ee.example.net", "")]
    [InlineData("somebody@firmanimi.example", "")]
    [InlineData("+token@event.data.directo.ee", "")]
    [InlineData("a b@event.data.directo.ee", "")]
    [InlineData("@event.data.directo.ee", "")]
    [InlineData("nonsense", "")]
    [InlineData("", "")]
    public void An_address_tells_the_company(string address, string company) =>
        Assert.Equal(company, Resolver(onlyListed: false).Resolve(new MailboxOptions(), new MailHeaders { DeliveredTo = [address] }));

    [Fact]
    public void The_mailboxs_own_company_comes_first() => Assert.Equal("own", Resolver(onlyListed: false).Resolve(
        new MailboxOptions { Company = "own" }, new MailHeaders { DeliveredTo = ["teine@event.data.directo.ee"] }));

    [Fact]
    public void Where_the_mail_was_delivered_comes_before_whom_it_names() => Assert.Equal("delivered", Resolver(onlyListed: false).Resolve(
        new MailboxOptions(),
        new MailHeaders { DeliveredTo = ["x@example.net", "delivered@event.data.directo.ee"], Addressees = ["named@event.data.directo.ee"] }));

    [Fact]
    public void Without_delivery_headers_the_addressees_tell() => Assert.Equal("named", Resolver(onlyListed: false).Resolve(
        new MailboxOptions(), new MailHeaders { Addressees = ["x@example.net", "named@event.data.directo.ee"] }));

    [Fact]
    public void With_only_listed_companies_an_invented_one_is_unresolved() => Assert.Equal("", Resolver(onlyListed: true).Resolve(
        new MailboxOptions(), new MailHeaders { DeliveredTo = ["invented@event.data.directo.ee"] }));

    [Fact]
    public void A_code_longer_than_64_letters_is_unresolved() => Assert.Equal("", Resolver(onlyListed: false).Resolve(
        new MailboxOptions(), new MailHeaders { DeliveredTo = [new string('a', 65) + "@event.data.directo.ee"] }));

    [Fact]
    public void All_faults_of_the_list_are_told_together_with_key_and_value()
    {
        var options = new CompanyOptions
        {
            EventDomain = "x@y",
            List = [new() { Code = "a b", Aliases = ["nobody"] }, new() { Code = "one", Aliases = ["x@a.example"] }, new() { Code = "ONE", Aliases = ["X@a.example"] }],
        };

        var result = new CompanyListValidator().Validate(null, options);

        Assert.Equal(
            ["Companies:EventDomain is \"x@y\"", "Companies:List:0:Code is \"a b\"", "Companies:List:0:Aliases:0 is \"nobody\"", "Companies:List:2:Code \"ONE\"", "Companies:List:2:Aliases:0 \"X@a.example\""],
            result.Failures?.Select(fault => fault.Split([";", " stands"], StringSplitOptions.None)[0]));
    }

    public ValueTask DisposeAsync() => _database.DisposeAsync();

    private CompanyResolver Resolver(bool onlyListed) =>
        TestCompanies.Resolver(_database.Source, new CompanyOptions { OnlyListed = onlyListed, List = Listed });
}
