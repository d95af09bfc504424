using BounceProcessor.Senders;
using BounceProcessor.Tests.Servers;

using Microsoft.Extensions.Options;

using Xunit;

namespace BounceProcessor.Tests.Senders;

public sealed class SenderSettingsTests : IAsyncLifetime
{
    private readonly TestFolder _folder = new();
    private SenderLine? _line;

    private static UserCard Mari { get; } = new() { Company = "firmanimi", Code = "MARI", Email = "mari@firmanimi.example" };

    private static UserCard Admin { get; } = new()
    {
        Company = "firmanimi",
        Code = "ADMIN",
        Email = "admin@firmanimi.example",
        Mode = SenderMode.Smtp,
        Host = "smtp.zone.eu",
        Username = "admin@firmanimi.example",
    };

    private SenderLine Line => _line ?? throw new InvalidOperationException("Not started.");

    public async ValueTask InitializeAsync() => _line = await SenderLine.StartAsync(_folder, ("Sending:Server:Username", "relay"), ("Sending:Server:Password", "of the operator"));

    public async ValueTask DisposeAsync()
    {
        await Line.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task An_unknown_company_and_an_unknown_user_are_told_by_their_codes()
    {
        var company = await Line.Settings.FindAsync("nobody", "MARI", TestContext.Current.CancellationToken);
        var user = await Line.FindAsync("KARI");

        Assert.Equal(("unknown-company", "nobody"), (Assert.Single(company.Faults).Code, company.Faults[0].Value));
        Assert.Equal(("unknown-user", "KARI"), (Assert.Single(user.Faults).Code, user.Faults[0].Value));
        Assert.Contains("\"KARI\"", user.Faults[0].Text.Et, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_base_users_server_and_sign_in_are_everyones()
    {
        await Line.SaveAsync(Admin, "base password");
        await Line.SaveAsync(Mari);

        var settings = (await Line.FindAsync("mari")).Settings;

        Assert.Equal(new Setting<string>("smtp.zone.eu", new SettingSource(SettingPlace.BaseUser, "ADMIN")), settings?.Host);
        Assert.Equal(("Firmanimi", "MARI", "mari@firmanimi.example"), (settings?.Company, settings?.User, settings?.Email));
        Assert.Equal("base password", await Line.PasswordAsync("MARI"));
    }

    [Fact]
    public async Task A_user_overrides_user_name_and_password_alone()
    {
        await Line.SaveAsync(Admin, "base password");
        await Line.SaveAsync(Mari with { Username = "mari@firmanimi.example" }, "own password");

        var settings = (await Line.FindAsync("MARI")).Settings;

        Assert.Equal(("smtp.zone.eu", SettingPlace.BaseUser, SettingPlace.OwnCard), (settings?.Host.Value, settings?.Host.Source.Kind, settings?.Username?.Source.Kind));
        Assert.Equal("own password", await Line.PasswordAsync("MARI"));
    }

    [Fact]
    public async Task The_operators_password_is_used_for_the_operators_server_alone()
    {
        await Line.SaveAsync(Mari with { Mode = SenderMode.DirectoReplyTo });

        Assert.Equal("of the operator", await Line.PasswordAsync("MARI"));
    }

    [Fact]
    public async Task A_card_that_another_process_changed_counts_at_once()
    {
        await Line.SaveAsync(Admin, "base password");
        await Line.SaveAsync(Mari);
        Assert.Equal("smtp.zone.eu", (await Line.FindAsync("MARI")).Settings?.Host.Value);

        await using var other = await SenderLine.StartAsync(_folder);
        await other.SaveAsync(Admin with { Host = "smtp.elsewhere.example" }, "new password");

        Assert.Equal("smtp.elsewhere.example", (await Line.FindAsync("MARI")).Settings?.Host.Value);
        Assert.Equal("new password", await Line.PasswordAsync("MARI"));
    }

    [Theory]
    [InlineData("", "StartTls", "", "", "Sending:Server:Host is \"\"")]
    [InlineData("smtp.example.org:587", "StartTls", "", "", "Sending:Server:Host is \"smtp.example.org:587\"")]
    [InlineData("smtp.example.org", "None", "", "", "Sending:Server:Tls is \"None\"")]
    [InlineData("smtp.example.org", "StartTls", "relay", "", "bounceproc secret set Sending:Server:Password")]
    [InlineData("smtp.example.org", "StartTls", "", "hunter2", "Sending:Server:Username is missing")]
    public void An_operators_server_that_cannot_work_is_refused_at_start(string host, string tls, string username, string password, string told)
    {
        var options = new OperatorServerOptions { Host = host, Tls = Enum.Parse<SubmissionTls>(tls), Username = username, Password = password };

        var fault = Assert.Single(new OperatorServerValidator().Validate(null, options).Failures ?? []);

        Assert.Contains(told, fault, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", fault, StringComparison.Ordinal);
    }

    [Fact]
    public void An_operators_server_on_this_machine_needs_no_encryption() =>
        Assert.Equal(ValidateOptionsResult.Success, new OperatorServerValidator().Validate(null, new OperatorServerOptions { Host = "127.0.0.1", Tls = SubmissionTls.None }));
}
