using BounceProcessor.Companies;
using BounceProcessor.Diagnosis.Reading;
using BounceProcessor.Mailboxes;
using BounceProcessor.Tests.Database;

using Xunit;

namespace BounceProcessor.Tests.Companies;

public sealed class CompanyDirectoryTests : IAsyncLifetime
{
    private readonly TestDatabase _database = new();
    private readonly CompanyOptions _options = new()
    {
        List = [new CompanyEntry { Code = "Kivi", Name = "AS Kivi", MailUser = "ADMIN", MassMail = true, SendingAddresses = ["@kivi.example"], Aliases = ["bounces@kivi.example"] }],
    };

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private CompanyDirectory Directory => field ??= TestCompanies.Directory(_database.Source, _options);

    public async ValueTask InitializeAsync() => await _database.ApplySchemaAsync();

    public async ValueTask DisposeAsync() => await _database.DisposeAsync();

    [Fact]
    public async Task Companies_of_configuration_and_database_are_one_list()
    {
        Assert.Empty(await SaveAsync(New("puu") with { Name = "Puu OÜ", Aliases = ["post@puu.example"], HasMassMail = true, MailUserCode = "JAAN" }));

        var all = await Directory.ListAsync(Stop);
        var kivi = await Directory.FindAsync("KIVI", Stop);
        var puu = await Directory.FindAsync("Puu", Stop);

        Assert.Equal(["Kivi", "puu"], all.Select(company => company.Code));
        Assert.Equal(("AS Kivi", "kivi@event.data.directo.ee", "ADMIN", true, true), (kivi?.Name, kivi?.EventAddress, kivi?.MailUserCode, kivi?.HasMassMail, kivi?.IsConfigured));
        Assert.Equal(("Puu OÜ", "puu@event.data.directo.ee", "JAAN", true, false), (puu?.Name, puu?.EventAddress, puu?.MailUserCode, puu?.HasMassMail, puu?.IsConfigured));
        Assert.Equal("post@puu.example", Assert.Single(puu?.Aliases ?? []));
    }

    [Fact]
    public async Task Two_processes_that_save_the_same_alias_at_the_same_moment_are_told_in_the_same_words()
    {
        var directories = Enumerable.Range(0, 8).Select(_ => TestCompanies.Directory(_database.Source, _options)).ToArray();
        foreach (var directory in directories)
        {
            await directory.ReadAsync(Stop);
        }

        var outcomes = await Task.WhenAll(directories.Select((directory, number) => Task.Run(
            () => directory.SaveAsync(New($"puu{number}") with { Aliases = ["post@puu.example"] }, "test", Stop), Stop)));

        Assert.Single(outcomes, faults => faults.Count == 0);
        Assert.All(outcomes.Where(faults => faults.Count > 0), faults => Assert.Equal(("address-taken", "alias"), (Assert.Single(faults).Code, faults[0].Key)));
        Assert.Single(await Directory.ListAsync(Stop), company => company.Code.StartsWith("puu", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Every_setting_of_a_company_is_stored()
    {
        var company = New("puu") with
        {
            Name = "Puu OÜ",
            EventAddress = "arved@puu.example",
            Aliases = ["@puu.example"],
            Language = "en",
            HasMassMail = true,
            SendingAddresses = ["info@puu.example"],
            MailUserCode = "JAAN",
            BounceReturn = BounceReturn.UserMailbox,
            OneTransactionPerRecipient = true,
            MarkedAddresses = MarkedAddressRule.Warn,
        };

        await SaveAsync(company);

        Assert.Equivalent(company, await Directory.FindAsync("puu", Stop), strict: true);
    }

    [Fact]
    public async Task A_company_that_has_no_name_and_no_address_of_its_own_has_them_by_its_code()
    {
        await SaveAsync(New(" Puu ") with { Name = "", EventAddress = "PUU@event.data.directo.ee" });

        var puu = await Directory.FindAsync("puu", Stop);

        Assert.Equal(("puu", "puu", "puu@event.data.directo.ee"), (puu?.Code, puu?.Name, puu?.EventAddress));
        Assert.Null(await _database.ScalarAsync<string>("SELECT event_address FROM companies"));
    }

    [Fact]
    public async Task What_another_process_changes_counts_at_the_next_question()
    {
        var other = TestCompanies.Directory(_database.Source, _options);
        Assert.Null(await Directory.FindAsync("puu", Stop));

        await other.SaveAsync(New("puu"), "jaan", Stop);
        var added = await Directory.FindAsync("puu", Stop);
        await other.RemoveAsync("puu", "jaan", Stop);

        Assert.NotNull(added);
        Assert.Null(await Directory.FindAsync("puu", Stop));
    }

    [Fact]
    public async Task An_alias_made_while_the_service_runs_counts_for_incoming_mail()
    {
        var resolver = TestCompanies.Resolver(_database.Source, _options);
        var mail = new MailHeaders { DeliveredTo = ["post+abc@puu.example"] };
        await resolver.RefreshAsync(Stop);
        var before = resolver.Resolve(new MailboxOptions(), mail);

        await SaveAsync(New("puu") with { Aliases = ["Post@Puu.example"], EventAddress = "arved@puu.example" });
        await resolver.RefreshAsync(Stop);

        Assert.Equal(("", "puu"), (before, resolver.Resolve(new MailboxOptions(), mail)));
        Assert.Equal("puu", resolver.Resolve(new MailboxOptions(), new MailHeaders { DeliveredTo = ["arved+t@puu.example"] }));
    }

    [Fact]
    public async Task With_only_listed_companies_one_of_the_database_is_listed()
    {
        _options.OnlyListed = true;
        var resolver = TestCompanies.Resolver(_database.Source, _options);
        await SaveAsync(New("puu"));

        await resolver.RefreshAsync(Stop);

        Assert.Equal("puu", resolver.Resolve(new MailboxOptions(), new MailHeaders { DeliveredTo = ["puu@event.data.directo.ee"] }));
        Assert.Equal("", resolver.Resolve(new MailboxOptions(), new MailHeaders { DeliveredTo = ["mets@event.data.directo.ee"] }));
    }

    [Fact]
    public async Task A_company_of_the_configuration_is_not_changed_here()
    {
        var faults = await SaveAsync(New("kivi"));

        Assert.Equal("configured", Assert.Single(faults).Code);
        Assert.Null(await Directory.RemoveAsync("kivi", "jaan", Stop));
        Assert.Equal(0, await _database.ScalarAsync<long>("SELECT COUNT(*) FROM companies"));
    }

    [Fact]
    public async Task When_a_company_stands_in_both_the_configuration_counts()
    {
        await SaveAsync(New("puu") with { Name = "of the database", Aliases = ["a@puu.example"] });
        _options.List = [.. _options.List, new CompanyEntry { Code = "Puu", Name = "of the configuration" }];

        var all = await TestCompanies.Directory(_database.Source, _options).ReadAsync(Stop);

        Assert.True(all.TryFind("puu", out var puu));
        Assert.Equal(("of the configuration", true), (puu.Name, puu.IsConfigured));
        Assert.Null(all.OwnerOf("a@puu.example"));
    }

    [Theory]
    [InlineData("code-invalid", "a b", "", "", "")]
    [InlineData("code-invalid", "", "", "", "")]
    [InlineData("event-address-invalid", "puu", "puu", "", "")]
    [InlineData("event-address-invalid", "puu", "puu+x@puu.example", "", "")]
    [InlineData("address-taken", "puu", "Bounces@Kivi.example", "", "")]
    [InlineData("address-invalid", "puu", "", "puu", "")]
    [InlineData("address-taken", "puu", "", "BOUNCES@kivi.example", "")]
    [InlineData("address-taken", "puu", "", "kivi@event.data.directo.ee", "")]
    [InlineData("address-taken", "bounces", "", "", "kivi.example")]
    [InlineData("mail-user-invalid", "puu", "", "", "", "A B")]
    public async Task A_fault_keeps_a_company_from_being_saved(string fault, string code, string eventAddress, string alias, string eventDomain, string mailUser = "")
    {
        _options.EventDomain = eventDomain.Length > 0 ? eventDomain : _options.EventDomain;

        var faults = await SaveAsync(New(code) with { EventAddress = eventAddress, Aliases = [alias], MailUserCode = mailUser });

        Assert.Equal(fault, Assert.Single(faults).Code);
        Assert.Equal(0, await _database.ScalarAsync<long>("SELECT COUNT(*) FROM companies"));
    }

    [Fact]
    public async Task All_faults_are_told_together_in_both_languages()
    {
        var faults = await SaveAsync(New("puu") with { Language = "fi", Aliases = ["x"], SendingAddresses = ["y"], Name = "a\nb" });

        Assert.Equal(["name-invalid", "language-invalid", "address-invalid", "address-invalid"], faults.Select(fault => fault.Code));
        Assert.All(faults, fault => Assert.NotEqual(fault.Text.En, fault.Text.Et));
    }

    [Fact]
    public async Task The_history_tells_who_changed_what_and_nothing_when_nothing_changed()
    {
        await SaveAsync(New("puu"));
        await Directory.SaveAsync(New("puu") with { MailUserCode = "JAAN" }, "mari", Stop);
        var version = (await Directory.ReadAsync(Stop)).Version;
        await SaveAsync(New("puu") with { MailUserCode = "JAAN" });

        var last = (await new SenderHistory(_database.Source, TimeProvider.System).ListAsync("PUU", null, 1, Stop))[0];

        Assert.Equal(("mari", "mail-user", null, "JAAN"), (last.ChangedBy, last.Field, last.ValueBefore, last.ValueAfter));
        Assert.Equal(version, (await Directory.ReadAsync(Stop)).Version);
    }

    [Fact]
    public async Task A_removed_company_frees_its_addresses_and_is_forgotten_by_the_history()
    {
        await SaveAsync(New("puu") with { Name = "Mari Maasikas FIE", Aliases = ["mari@puu.example"] });

        await Directory.RemoveAsync("PUU", "jaan", Stop);

        Assert.Empty(await SaveAsync(New("mets") with { Aliases = ["mari@puu.example"] }));
        Assert.Equal(0, await _database.ScalarAsync<long>("SELECT COUNT(*) FROM sender_history WHERE company = 'puu' AND (value_after IS NOT NULL OR value_before LIKE '%Mari%')"));
        Assert.Equal(1, await _database.ScalarAsync<long>("SELECT COUNT(*) FROM sender_history WHERE company = 'puu' AND field = 'company' AND value_before = 'puu' AND changed_by = 'jaan'"));
    }

    [Fact]
    public void Faults_of_the_list_name_key_value_and_remedy()
    {
        var entry = new CompanyEntry { Code = "one", EventAddress = "one+x@a.example", MailUser = "A B", SendingAddresses = ["nobody"] };
        var options = new CompanyOptions { List = [entry, new() { Code = "two", Aliases = ["t@a.example"] }, new() { Code = "three", EventAddress = "T@a.example" }] };

        var faults = new CompanyListValidator().Validate(null, options).Failures?.ToList() ?? [];

        Assert.Equal(
            ["Companies:List:0:EventAddress is \"one+x@a.example\"", "Companies:List:0:MailUser is \"A B\"", "Companies:List:0:SendingAddresses:0 is \"nobody\"", "Companies:List:2:EventAddress \"T@a.example\""],
            faults.Select(fault => fault.Split([";", " stands"], StringSplitOptions.None)[0]));
    }

    private static Company New(string code) => new() { Code = code, Name = "", EventAddress = "" };

    private Task<IReadOnlyList<SettingFault>> SaveAsync(Company company) => Directory.SaveAsync(company, "jaan", Stop);
}
