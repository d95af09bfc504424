using Xunit;

namespace BounceProcessor.Tests.Commands;

public sealed class SenderCommandTests : IDisposable
{
    private readonly TestFolder _folder = new();
    private readonly string _file;

    public SenderCommandTests() => _file = _folder.Configuration("""
        "Companies": { "List": [ { "Code": "kivi", "Name": "AS Kivi" } ] }
        """);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_company_is_made_changed_listed_and_removed()
    {
        var added = await RunAsync("company", "set", "puu", "--name", "Puu OÜ", "--alias", "a@puu.example", "--alias", "@b.puu.example", "--mail-user", "ADMIN", "--bounce-return", "event-address");
        var changed = await RunAsync("company", "set", "PUU", "--alias", "", "--mass-mail", "true");
        var list = await RunAsync("company", "list");
        var show = await RunAsync("company", "show", "puu");
        var removed = await RunAsync("company", "remove", "puu");
        var gone = await RunAsync("company", "show", "puu");

        Assert.Equal((0, 0, 0, 0, 0, 2), (added.Code, changed.Code, list.Code, show.Code, removed.Code, gone.Code));
        Assert.Contains("aliases           a@puu.example, @b.puu.example", added.Output, StringComparison.Ordinal);
        Assert.Contains("aliases           -", changed.Output, StringComparison.Ordinal);
        Assert.Contains("bounce return     event-address", changed.Output, StringComparison.Ordinal);
        Assert.Matches("kivi +AS Kivi +kivi@event.data.directo.ee +no +configuration", list.Output);
        Assert.Matches("puu +Puu OÜ +puu@event.data.directo.ee +ADMIN +yes +database", list.Output);
        Assert.Contains("(command line): mass-mail: false -> true", show.Output, StringComparison.Ordinal);
        Assert.Contains("there are kivi", gone.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_company_of_the_configuration_is_neither_changed_nor_removed()
    {
        var set = await RunAsync("company", "set", "kivi", "--name", "Other");
        var remove = await RunAsync("company", "remove", "kivi");

        Assert.Equal((3, 2), (set.Code, remove.Code));
        Assert.Contains("Companies:List", set.Error, StringComparison.Ordinal);
        Assert.Contains("Companies:List", remove.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_users_settings_are_shown_with_their_sources()
    {
        await RunAsync("company", "set", "puu", "--mail-user", "ADMIN");
        await RunAsync("user", "set", "puu", "ADMIN", "--email", "admin@puu.example", "--provider", "zone-ee", "--username", "admin@puu.example");
        var password = await Run.ExecutableAsync(_folder.Path, "kolm sinist\n", "user", "password", "puu", "admin", "--config", _file);
        await RunAsync("user", "set", "puu", "MARI", "--email", "mari@puu.example", "--name", "Mari Maasikas");

        var show = await RunAsync("user", "show", "puu", "mari");
        var list = await RunAsync("user", "list", "puu");

        Assert.Equal((0, 0, 0), (password.Code, show.Code, list.Code));
        Assert.Contains("server    smtp.zone.ee (from user ADMIN)", show.Output, StringComparison.Ordinal);
        Assert.Contains("port      465 (from user ADMIN)", show.Output, StringComparison.Ordinal);
        Assert.Contains("password  stored (from user ADMIN)", show.Output, StringComparison.Ordinal);
        Assert.Matches("MARI +Mari Maasikas +mari@puu.example +SMTP +smtp.zone.ee:465 +yes", list.Output);
        Assert.DoesNotContain("kolm", password.Output + password.Error + show.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_user_who_cannot_send_is_told_why_and_the_exit_code_says_so()
    {
        await RunAsync("user", "set", "kivi", "MARI", "--mode", "smtp");

        var show = await RunAsync("user", "show", "kivi", "MARI");

        Assert.Equal(3, show.Code);
        Assert.Contains("has no e-mail", show.Error, StringComparison.Ordinal);
        Assert.Contains("names no server", show.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_setting_is_cleared_by_empty_text()
    {
        await RunAsync("user", "set", "kivi", "MARI", "--email", "mari@kivi.example", "--mode", "smtp", "--host", "smtp.kivi.example", "--port", "465", "--tls", "start-tls", "--username", "mari");

        await RunAsync("user", "set", "kivi", "MARI", "--mode", "", "--host", "", "--port", "0", "--tls", "", "--username", "");
        var show = await RunAsync("user", "show", "kivi", "MARI");

        Assert.Equal(0, show.Code);
        Assert.Contains("mode      Directo (usual value)", show.Output, StringComparison.Ordinal);
        Assert.All(["mode", "server", "port", "tls", "username"], name => Assert.Matches($"(?m)^  {name} +-$", show.Output));
    }

    [Fact]
    public async Task A_value_that_cannot_be_is_named_and_nothing_is_saved()
    {
        var set = await RunAsync("user", "set", "kivi", "MARI", "--email", "mari@kivi", "--port", "70000");

        Assert.Equal(3, set.Code);
        Assert.Contains("\"mari@kivi\" is no e-mail address", set.Error, StringComparison.Ordinal);
        Assert.Contains("The port is 70000", set.Error, StringComparison.Ordinal);
        Assert.Equal(2, (await RunAsync("user", "show", "kivi", "MARI")).Code);
    }

    [Fact]
    public async Task No_password_is_taken_from_the_arguments()
    {
        var set = await RunAsync("user", "set", "kivi", "MARI", "--password", "hunter2");

        Assert.Equal(1, set.Code);
    }

    private Task<Run> RunAsync(params string[] args) => Run.HereAsync([.. args, "--config", _file]);
}
