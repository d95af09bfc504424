using System.Text;

using BounceProcessor.Secrets;
using BounceProcessor.Senders;
using BounceProcessor.Tests.Servers;

using Dapper;

using Microsoft.Data.Sqlite;

using Xunit;

namespace BounceProcessor.Tests.Senders;

public sealed class UserCardsTests : IAsyncLifetime
{
    private const string Password = "kolm sinist kirja";

    private readonly TestFolder _folder = new();
    private SenderLine? _line;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private static UserCard Admin { get; } = new()
    {
        Company = "firmanimi",
        Code = "ADMIN",
        Email = "admin@firmanimi.example",
        Mode = SenderMode.Smtp,
        Host = "smtp.zone.eu",
        Port = 465,
        Tls = SubmissionTls.SslOnConnect,
        Username = "admin@firmanimi.example",
    };

    // Server and mode are the base user's.
    private static UserCard Mari { get; } = new() { Company = "firmanimi", Code = "MARI", Email = "mari@firmanimi.example", Username = "mari@firmanimi.example" };

    private SenderLine Line => _line ?? throw new InvalidOperationException("Not started.");

    public async ValueTask InitializeAsync() => _line = await SenderLine.StartAsync(_folder);

    public async ValueTask DisposeAsync()
    {
        await Line.DisposeAsync();
        SqliteConnection.ClearAllPools();
        _folder.Dispose();
    }

    [Theory]
    [InlineData("ari", "MARI")]
    [InlineData("ÜLLE", "ADMIN")]
    [InlineData("@FIRMANIMI.EXAMPLE", "ADMIN", "MARI")]
    [InlineData("%")]
    public async Task Cards_are_searched_by_code_name_and_email_in_any_spelling_within_the_company(string text, params string[] codes)
    {
        await Line.SaveAsync(Admin with { Name = "Ülle Admin" }, Password);
        await Line.SaveAsync(Mari, null);
        await Line.SaveAsync(Mari with { Company = "teine", Email = "mari@teine.example" }, null);

        var (first, found) = await Line.Cards.SearchAsync("Firmanimi", text, 1, Stop);

        Assert.Equal(codes.Take(1), first.Select(card => card.Code));
        Assert.Equal(codes.Length, found);
    }

    [Fact]
    public async Task A_card_is_found_in_any_spelling_with_everything_that_was_saved()
    {
        var card = Admin with { Name = "Ülle Admin", Language = "en" };

        await Line.SaveAsync(card, Password);

        Assert.Equal(card with { HasPassword = true, PasswordHost = "smtp.zone.eu" }, await Line.Cards.FindAsync("FIRMANIMI", "admin", Stop));
    }

    [Fact]
    public async Task An_empty_field_is_one_that_is_not_filled_in()
    {
        await Line.SaveAsync(new UserCard { Company = "firmanimi", Code = " MARI ", Email = " mari@firmanimi.example ", Host = " ", Username = "", Name = "" });

        Assert.Equal(new UserCard { Company = "firmanimi", Code = "MARI", Email = "mari@firmanimi.example" }, await Line.Cards.FindAsync("firmanimi", "MARI", Stop));
    }

    [Fact]
    public async Task A_password_is_read_for_the_connection_and_stands_in_no_file()
    {
        await Line.SaveAsync(Admin, Password);

        Assert.Equal(Password, await Line.PasswordAsync("ADMIN"));
        foreach (var file in Directory.EnumerateFiles(_folder.Path, "*", SearchOption.AllDirectories))
        {
            await using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            using var bytes = new MemoryStream();
            await stream.CopyToAsync(bytes, Stop);
            Assert.DoesNotContain(Password, Encoding.UTF8.GetString(bytes.ToArray()), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Another_process_reads_the_password_with_the_same_keys()
    {
        await Line.SaveAsync(Admin, Password);

        await using var other = await SenderLine.StartAsync(_folder);

        Assert.Equal(Password, await other.PasswordAsync("admin"));
    }

    [Fact]
    public async Task Without_its_keys_a_password_is_asked_for_again_by_name_of_company_and_user()
    {
        await Line.SaveAsync(Admin, Password);
        Directory.Delete(_folder.File("data/keys"), recursive: true);
        await using var other = await SenderLine.StartAsync(_folder);

        var fault = await Assert.ThrowsAsync<SecretsException>(() => other.PasswordAsync("ADMIN"));

        Assert.Contains("bounceproc user password Firmanimi ADMIN", fault.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(Password, fault.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_stored_password_that_is_put_on_another_card_cannot_be_read()
    {
        await Line.SaveAsync(Admin, Password);
        await Line.SaveAsync(Admin with { Code = "MARI", Host = "smtp.elsewhere.example" }, "another");
        await ExecuteAsync("UPDATE user_cards SET password = (SELECT password FROM user_cards WHERE user_key = 'admin') WHERE user_key = 'mari'");

        await Assert.ThrowsAsync<SecretsException>(() => Line.PasswordAsync("MARI"));
    }

    [Theory]
    [InlineData("smtp.elsewhere.example", "admin@firmanimi.example")]
    [InlineData("smtp.zone.eu", "root@firmanimi.example")]
    public async Task A_password_goes_when_the_server_or_user_name_it_was_given_for_changes(string host, string username)
    {
        await Line.SaveAsync(Admin, Password);

        var saving = await Line.SaveAsync(Admin with { Host = host, Username = username });

        Assert.Equal("password-removed", Assert.Single(saving.Notices).Code);
        Assert.Equal("password-missing", Assert.Single((await Line.FindAsync("ADMIN")).Faults).Code);
    }

    [Fact]
    public async Task A_password_goes_to_no_other_server_when_the_base_user_moves()
    {
        await Line.SaveAsync(Admin, Password);
        await Line.SaveAsync(Mari, "mari's own");
        Assert.Equal("mari's own", await Line.PasswordAsync("MARI"));

        await Line.SaveAsync(Admin with { Host = "smtp.elsewhere.example" }, Password);

        var fault = Assert.Single((await Line.FindAsync("MARI")).Faults);
        Assert.Equal(("password-elsewhere", "password"), (fault.Code, fault.Key));
        Assert.Contains("\"smtp.zone.eu\"", fault.Text.En, StringComparison.Ordinal);
        Assert.Contains("\"smtp.elsewhere.example\"", fault.Text.Et, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_password_goes_to_no_other_server_when_the_base_user_is_another_card()
    {
        await Line.SaveAsync(Admin, Password);
        await Line.SaveAsync(Mari, "mari's own");
        await Line.SaveAsync(Admin with { Code = "ROOT", Host = "smtp.elsewhere.example" }, Password);

        await using var other = await SenderLine.StartAsync(_folder, ("Companies:List:0:MailUser", "ROOT"));

        Assert.Equal("password-elsewhere", Assert.Single((await other.FindAsync("MARI")).Faults).Code);
    }

    [Fact]
    public async Task A_base_user_that_was_removed_and_came_back_elsewhere_gets_nobodys_password()
    {
        await Line.SaveAsync(Admin, Password);
        await Line.SaveAsync(Mari, "mari's own");
        await Line.Cards.RemoveAsync("firmanimi", "ADMIN", "jaan", Stop);

        await Line.SaveAsync(Admin with { Host = "smtp.elsewhere.example" }, Password);

        Assert.Equal("password-elsewhere", Assert.Single((await Line.FindAsync("MARI")).Faults).Code);
    }

    [Fact]
    public async Task A_password_is_not_read_for_settings_of_before_the_move()
    {
        await Line.SaveAsync(Admin, Password);
        await Line.SaveAsync(Mari, "mari's own");
        var settings = (await Line.FindAsync("MARI")).Settings ?? throw new InvalidOperationException();

        Assert.Null(await Line.Passwords.ReadAsync(settings with { Host = settings.Host with { Value = "smtp.elsewhere.example" } }, Stop));
    }

    [Fact]
    public async Task A_password_counts_again_when_it_was_entered_again_or_the_base_user_came_back()
    {
        await Line.SaveAsync(Admin, Password);
        await Line.SaveAsync(Mari, "mari's own");
        await Line.SaveAsync(Admin with { Host = "smtp.elsewhere.example" }, Password);

        await Line.SaveAsync(Mari, "for elsewhere");
        Assert.Equal("for elsewhere", await Line.PasswordAsync("MARI"));

        await Line.SaveAsync(Admin, Password);
        Assert.Equal("password-elsewhere", Assert.Single((await Line.FindAsync("MARI")).Faults).Code);
        await Line.SaveAsync(Admin with { Host = "SMTP.elsewhere.example" }, Password);
        Assert.Equal("for elsewhere", await Line.PasswordAsync("MARI"));
    }

    [Fact]
    public async Task A_password_that_was_entered_before_there_was_a_server_is_for_the_first_it_goes_to()
    {
        await Line.SaveAsync(Mari, "mari's own");
        await Line.SaveAsync(Admin, Password);
        Assert.Equal("mari's own", await Line.PasswordAsync("MARI"));

        await Line.SaveAsync(Admin with { Host = "smtp.elsewhere.example" }, Password);

        Assert.Equal("password-elsewhere", Assert.Single((await Line.FindAsync("MARI")).Faults).Code);
    }

    [Fact]
    public async Task A_password_stays_when_something_else_changes()
    {
        await Line.SaveAsync(Admin, Password);

        var saving = await Line.SaveAsync(Admin with { Name = "Ülle", Port = 587, Tls = SubmissionTls.StartTls, Host = "SMTP.zone.eu" });

        Assert.Empty(saving.Notices);
        Assert.Equal(Password, await Line.PasswordAsync("ADMIN"));
    }

    [Fact]
    public async Task A_password_can_be_removed()
    {
        await Line.SaveAsync(Admin, Password);

        await Line.Editing.SaveAsync(Admin, PasswordChange.Remove, "jaan", Stop);

        Assert.False((await Line.Cards.FindAsync("firmanimi", "ADMIN", Stop))?.HasPassword);
    }

    [Theory]
    [InlineData("abcd efgh ijkl mnop")]
    [InlineData("abcdefghijklmnop")]
    [InlineData(" abcd\u00a0efgh ijkl mnop ")]
    public async Task An_app_password_of_Google_is_taken_with_or_without_blanks(string typed)
    {
        var saving = await Line.SaveAsync(Admin with { Host = "smtp.gmail.com" }, typed);

        Assert.Empty(saving.Notices);
        Assert.Equal("abcdefghijklmnop", await Line.PasswordAsync("ADMIN"));
    }

    [Fact]
    public async Task Blanks_of_any_other_password_are_its_own()
    {
        await Line.SaveAsync(Admin, "abcd efgh ijkl mnop");

        Assert.Equal("abcd efgh ijkl mnop", await Line.PasswordAsync("ADMIN"));
    }

    [Fact]
    public async Task A_password_that_Google_will_not_take_is_told_also_when_the_server_is_the_base_users()
    {
        await Line.SaveAsync(Admin with { Host = "smtp.gmail.com" }, "abcd efgh ijkl mnop");

        var saving = await Line.SaveAsync(new UserCard { Company = "firmanimi", Code = "MARI", Email = "mari@firmanimi.example", Username = "mari" }, "my usual one 12");

        Assert.Equal("no-app-password", Assert.Single(saving.Notices).Code);
        Assert.DoesNotContain("usual one", saving.Notices[0].Text.En, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("code-invalid", "code", "A B", null, null, null)]
    [InlineData("code-invalid", "code", "a/b", null, null, null)]
    [InlineData("email-invalid", "email", "MARI", "mari", null, null)]
    [InlineData("email-invalid", "email", "MARI", "mari@a.example, kari@a.example", null, null)]
    [InlineData("host-invalid", "host", "MARI", null, "smtp.own.example:465", null)]
    [InlineData("host-invalid", "host", "MARI", null, "https://smtp.own.example", null)]
    [InlineData("port-invalid", "port", "MARI", null, "smtp.own.example", 65536)]
    [InlineData("port-invalid", "port", "MARI", null, null, 0)]
    public async Task A_fault_keeps_a_card_from_being_saved(string code, string key, string user, string? email, string? host, int? port)
    {
        var saving = await Line.SaveAsync(new UserCard { Company = "firmanimi", Code = user, Email = email, Host = host, Port = port });

        var fault = Assert.Single(saving.Faults);
        Assert.Equal((code, key), (fault.Code, fault.Key));
        Assert.Empty(await Line.Cards.ListAsync("firmanimi", Stop));
    }

    [Fact]
    public async Task A_password_without_a_user_name_is_not_stored()
    {
        var saving = await Line.SaveAsync(new UserCard { Company = "firmanimi", Code = "MARI", Email = "mari@firmanimi.example" }, Password);

        Assert.Equal("username-missing", Assert.Single(saving.Faults).Code);
    }

    [Fact]
    public async Task The_history_tells_of_a_password_only_that_it_changed()
    {
        await Line.SaveAsync(Admin, Password);
        await Line.SaveAsync(Admin, "another one");

        var changes = await Line.History.ListAsync("firmanimi", "ADMIN", 50, Stop);

        Assert.Equal(("password", "set", "changed", "jaan"), (changes[0].Field, changes[0].ValueBefore, changes[0].ValueAfter, changes[0].ChangedBy));
        Assert.Contains(changes, change => (change.Field, change.ValueBefore, change.ValueAfter) == ("host", null, "smtp.zone.eu"));
        Assert.DoesNotContain(changes, change => $"{change.ValueBefore}{change.ValueAfter}".Contains("one", StringComparison.Ordinal) && change.Field == "password");
    }

    [Fact]
    public async Task A_removed_card_takes_password_and_history_with_it()
    {
        await Line.SaveAsync(Admin, Password);

        Assert.True(await Line.Cards.RemoveAsync("firmanimi", "admin", "jaan", Stop));

        Assert.False(await Line.Cards.RemoveAsync("firmanimi", "admin", "jaan", Stop));
        var changes = await Line.History.ListAsync("firmanimi", "ADMIN", 50, Stop);
        Assert.Equal("ADMIN", Assert.Single(changes, change => change.ValueBefore is not null || change.ValueAfter is not null).ValueBefore);
    }

    private async Task ExecuteAsync(string sql)
    {
        await using var connection = new SqliteConnection($"Data Source={_folder.File("data/senders.db")};Pooling=False");
        await connection.OpenAsync(Stop);
        await connection.ExecuteAsync(new CommandDefinition(sql, cancellationToken: Stop));
    }
}
