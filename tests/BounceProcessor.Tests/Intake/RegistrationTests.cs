using System.Data.Common;

using BounceProcessor.Companies;
using BounceProcessor.Database;
using BounceProcessor.Events;
using BounceProcessor.Intake;
using BounceProcessor.Marks;
using BounceProcessor.Matching;
using BounceProcessor.Rules;
using BounceProcessor.Secrets;
using BounceProcessor.Tokens;

using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

using Xunit;

namespace BounceProcessor.Tests.Intake;

public sealed class RegistrationTests
{
    [Fact]
    public async Task The_rooms_registered_together_give_a_whole_line()
    {
        await using var services = Services([]);

        services.GetRequiredService<IStartupValidator>().Validate();

        Assert.NotNull(services.GetRequiredService<IntakeRun>());
        Assert.NotNull(services.GetRequiredService<RetentionSweep>());
        Assert.NotNull(services.GetRequiredService<RunStore>());
        Assert.NotNull(services.GetRequiredService<DatabaseSchema>());
        var database = Assert.IsType<SqliteDataSource>(services.GetRequiredService<DbDataSource>());
        Assert.Equal(Path.GetFullPath("data/bounceprocessor.db"), database.FilePath);
    }

    [Fact]
    public async Task Companies_are_read_from_the_configuration()
    {
        await using var services = Services(new()
        {
            ["Companies:EventDomain"] = "events.example",
            ["Companies:List:0:Code"] = "firmanimi",
            ["Companies:List:0:Aliases:0"] = "bounces@firmanimi.example",
        });

        var options = services.GetRequiredService<IOptions<CompanyOptions>>().Value;

        Assert.Equal("events.example", options.EventDomain);
        Assert.Equal(("firmanimi", "bounces@firmanimi.example"), (options.List[0].Code, options.List[0].Aliases[0]));
    }

    [Theory]
    [InlineData("Database:Path", "")]
    [InlineData("Database:BusyTimeout", "00:10:00")]
    [InlineData("Events:HardDeadline", "-1.00:00:00")]
    [InlineData("Events:Language", "ru")]
    [InlineData("Intake:BatchMails", "0")]
    [InlineData("Intake:BatchBytes", "1")]
    [InlineData("Intake:LookBack", "-1")]
    [InlineData("Companies:EventDomain", "")]
    [InlineData("Retention:RawMailDays", "0")]
    [InlineData("Rules:Interval", "00:00:00")]
    [InlineData("Retention:EventDays", "100")]
    public async Task A_value_out_of_range_is_refused_at_start(string key, string value)
    {
        await using var services = Services(new() { [key] = value });

        var fault = Assert.Throws<OptionsValidationException>(services.GetRequiredService<IStartupValidator>().Validate);

        Assert.Contains(key.Split(':')[1], string.Join('\n', fault.Failures), StringComparison.Ordinal);
    }

    private static ServiceProvider Services(Dictionary<string, string?> settings)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(settings).Build();
        return new ServiceCollection()
            .AddLogging()
            .AddDatabase(configuration)
            .AddEvents(configuration)
            .AddRules(configuration)
            .AddSecrets(configuration)
            .AddTokens(configuration)
            .AddMarks(configuration)
            .AddMatching()
            .AddIntake(configuration)
            .BuildServiceProvider(new ServiceProviderOptions { ValidateOnBuild = true, ValidateScopes = true });
    }
}
