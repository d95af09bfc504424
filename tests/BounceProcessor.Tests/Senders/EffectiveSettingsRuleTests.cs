using System.Globalization;

using BounceProcessor.Companies;
using BounceProcessor.Diagnosis;
using BounceProcessor.Senders;
using BounceProcessor.Tests.Layout;

using Xunit;

namespace BounceProcessor.Tests.Senders;

public sealed class EffectiveSettingsRuleTests
{
    private static readonly ModeServers Servers = new(new OperatorServerOptions { Username = "relay", Password = "x" }, new Microsoft365ServerOptions());

    /// <summary>The decision table of docs/sending.md.</summary>
    public static TheoryData<string, string, string, string, string, string> Table
    {
        get
        {
            var rows = Repository.Text("docs/sending.md").Split('\n')
                .SkipWhile(line => !line.StartsWith("| card of MARI", StringComparison.Ordinal)).Skip(2)
                .TakeWhile(line => line.StartsWith('|'))
                .Select(line => line.Split('|').Select(cell => cell.Trim()).ToArray());
            var table = new TheoryData<string, string, string, string, string, string>();
            foreach (var row in rows)
            {
                table.Add(row[1], row[2], row[3], row[4], row[5], row[6]);
            }

            return table;
        }
    }

    [Theory]
    [MemberData(nameof(Table))]
    public void The_table_of_settings_in_force_holds(string own, string below, string mode, string server, string signIn, string faults)
    {
        var outcome = Apply(own, below);

        var told = outcome.Faults.Select(fault => fault.Code).Concat(outcome.Warnings.Select(warning => $"*{warning.Code}*"));
        Assert.Equal((mode, server, signIn, faults), (Mode(outcome), Server(outcome), SignIn(outcome), string.Join(", ", told)));
    }

    [Fact]
    public void The_table_has_every_mode_and_every_place()
    {
        var text = Repository.Text("docs/sending.md");

        Assert.All(Codes.All<SenderMode>(), mode => Assert.Contains($"{mode} ←", text, StringComparison.Ordinal));
        Assert.All(["← MARI", "← ADMIN", "← mode", "← configuration", "← default"], place => Assert.Contains(place, text, StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Table))]
    public void A_password_is_never_used_with_the_user_name_or_server_of_a_less_trusted_card(string own, string below, string mode, string server, string signIn, string faults)
    {
        _ = (mode, server, signIn, faults);

        var settings = Apply(own, below).Settings;

        Assert.Equal(settings?.SignIn == SubmissionSignIn.Password, settings?.Password is not null);
        if (settings is { Password: { } password })
        {
            Assert.Equal(password, settings.Username?.Source);
            Assert.False(password.Kind == SettingPlace.BaseUser && settings.Host.Source.Kind == SettingPlace.OwnCard);
        }
    }

    [Fact]
    public void A_fault_names_key_value_and_remedy_in_both_languages()
    {
        var fault = Assert.Single(Apply("mode smtp, host smtp.own.example, user mari", "no base user").Faults);

        Assert.Equal("password", fault.Key);
        Assert.Contains("\"mari\"", fault.Text.En, StringComparison.Ordinal);
        Assert.Contains("Enter the password, or remove the user name.", fault.Text.En, StringComparison.Ordinal);
        Assert.Contains("Sisestage parool või eemaldage kasutajanimi.", fault.Text.Et, StringComparison.Ordinal);
    }

    [Fact]
    public void The_warning_about_passwords_at_Microsoft_tells_the_dates()
    {
        var warning = Assert.Single(Apply("mode smtp, host smtp.office365.com, user mari, password", "no base user").Warnings);

        Assert.Contains("December 2026", warning.Text.En, StringComparison.Ordinal);
        Assert.Contains("second half of 2027", warning.Text.En, StringComparison.Ordinal);
        Assert.Contains("2026. aasta detsembri", warning.Text.Et, StringComparison.Ordinal);
        Assert.Contains("2027. aasta teisel poolel", warning.Text.Et, StringComparison.Ordinal);
    }

    [Fact]
    public void Only_a_server_that_is_not_the_operators_is_an_own_one()
    {
        Assert.True(Apply("mode smtp, host smtp.own.example", "no base user").Settings?.IsOwnServer);
        Assert.True(Apply("mode microsoft365-oauth", "no base user").Settings?.IsOwnServer);
        Assert.False(Apply("mode directo-reply-to", "no base user").Settings?.IsOwnServer);
        Assert.False(Apply("—", "no base user").Settings?.IsOwnServer);
    }

    [Theory]
    [InlineData("mode smtp, host directo.gate.ee", "no base user")]
    [InlineData("mode smtp, host Directo.GATE.ee., port 465", "no base user")]
    [InlineData("mode smtp", "host directo.gate.ee")]
    public void The_operators_server_on_a_card_is_not_an_own_one(string own, string below) =>
        Assert.False(Apply(own, below).Settings?.IsOwnServer);

    [Fact]
    public void The_base_user_is_found_in_any_spelling_and_is_nobodys_base_herself()
    {
        var card = Card("ADMIN", "mode smtp, host smtp.base.example");

        var outcome = EffectiveSettingsRule.Of(Company() with { MailUserCode = "admin" }, card, card, Servers);

        Assert.Equal(new SettingSource(SettingPlace.OwnCard, "ADMIN"), outcome.Settings?.Host.Source);
    }

    [Fact]
    public void An_operators_server_without_user_name_is_used_without_sign_in()
    {
        var outcome = EffectiveSettingsRule.Of(Company(), Card("MARI", "—"), null, new ModeServers(new OperatorServerOptions(), new Microsoft365ServerOptions()));

        Assert.Equal((SubmissionSignIn.None, null, null), (outcome.Settings?.SignIn, outcome.Settings?.Username, outcome.Settings?.Password));
    }

    private static SettingsOutcome Apply(string own, string below)
    {
        var mailUser = below switch
        {
            "no base user" => null,
            "MARI is the base user" => "mari",
            _ => "ADMIN",
        };
        var baseUser = mailUser != "ADMIN" || below == "there is no ADMIN" ? null : Card("ADMIN", below);
        return EffectiveSettingsRule.Of(Company() with { MailUserCode = mailUser }, Card("MARI", own), baseUser, Servers);
    }

    private static Company Company() => new() { Code = "firmanimi", Name = "Firmanimi", EventAddress = "firmanimi@event.data.directo.ee" };

    private static UserCard Card(string code, string cell)
    {
        var card = new UserCard { Company = "firmanimi", Code = code, Email = $"{code.ToLowerInvariant()}@firmanimi.example" };
        foreach (var part in cell == "—" ? [] : cell.Split(", "))
        {
            var value = part[(part.IndexOf(' ', StringComparison.Ordinal) + 1)..];
            card = part.Split(' ')[0] switch
            {
                "mode" => card with { Mode = Codes.Parse<SenderMode>(value) ?? throw new ArgumentException(part) },
                "host" => card with { Host = value },
                "port" => card with { Port = int.Parse(value, CultureInfo.InvariantCulture) },
                "tls" => card with { Tls = Codes.Parse<SubmissionTls>(value) ?? throw new ArgumentException(part) },
                "user" => card with { Username = value },
                "password" => card with { HasPassword = true, PasswordHost = part.StartsWith("password for ", StringComparison.Ordinal) ? value[4..] : null },
                "e-mail" => card with { Email = value },
                "no" when part == "no e-mail" => card with { Email = null },
                _ => throw new ArgumentException($"The table says \"{part}\"."),
            };
        }

        return card;
    }

    private static string Mode(SettingsOutcome outcome) =>
        outcome.Settings is { Mode: var mode } ? $"{mode.Value.ToCode()} ← {Place(mode.Source)}" : "nothing";

    private static string Server(SettingsOutcome outcome)
    {
        if (outcome.Settings is not { } settings)
        {
            return "";
        }

        var (host, port, tls) = (settings.Host, settings.Port, settings.Tls);
        return host.Source == port.Source && port.Source == tls.Source
            ? string.Create(CultureInfo.InvariantCulture, $"{host.Value}:{port.Value} {tls.Value.ToCode()} ← {Place(host.Source)}")
            : string.Create(CultureInfo.InvariantCulture, $"{host.Value} ← {Place(host.Source)}, {port.Value} ← {Place(port.Source)}, {tls.Value.ToCode()} ← {Place(tls.Source)}");
    }

    private static string SignIn(SettingsOutcome outcome) => outcome.Settings switch
    {
        null => "",
        { Username: { } username, SignIn: var way } => $"{way.ToCode()} {username.Value} ← {Place(username.Source)}",
        { SignIn: var way } => way.ToCode(),
    };

    private static string Place(SettingSource source) => source switch
    {
        { User: { } user } => user,
        { Kind: SettingPlace.Mode } => "mode",
        { Kind: SettingPlace.Configuration } => "configuration",
        _ => "default",
    };
}
