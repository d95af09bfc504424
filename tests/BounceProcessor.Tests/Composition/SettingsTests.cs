using BounceProcessor.Tests.Commands;
using BounceProcessor.Tests.Layout;

using Xunit;

namespace BounceProcessor.Tests.Composition;

public sealed class SettingsTests : IDisposable
{
    private readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task All_faults_are_told_together_each_with_key_value_and_remedy()
    {
        var file = _folder.Configuration("""
            "Mailboxes": {
              "eu": { "Kind": "Imapp", "Port": "abc", "Intervall": "00:01:00", "Interval": "60", "CheckCertificate": 1, "Path": "x" },
              "us": { "Kind": "Folder" }
            },
            "Sending": { "Addresses": ["90.190.150.212", "1.2.3"] },
            "Companies": { "List": [ { "Kode": "firmanimi" } ] },
            "Events": { "Language": "fi" },
            "Web": { "Listen": "ftp://x" },
            "Pages": { "TimeZone": "Europe/Tartu" },
            "Mailbox": {},
            "Logging": { "LogLevel": { "Default": "Warn" } }
            """);

        var run = await Run.ExecutableAsync(_folder.Path, null, "serve", "--config", file);

        Assert.Equal(4, run.Code);
        Assert.DoesNotContain("   at ", run.Error, StringComparison.Ordinal);
        foreach (var words in new[]
        {
            "Mailboxes:eu:Kind is \"Imapp\"", "one of Imap, Folder, Maildir, Mbox",
            "Mailboxes:eu:Port is \"abc\"", "a whole number from 1 to 65535",
            "Mailboxes:eu:Intervall", "did you mean Interval?",
            "Mailboxes:eu:Interval is \"60\"",
            "Mailboxes:eu:CheckCertificate is \"1\"", "true or false",
            "Mailboxes:us:Path is empty",
            "Sending:Addresses:1 is \"1.2.3\"",
            "Companies:List:0:Kode", "did you mean Code?",
            "Events:Language is \"fi\"", "one of en, et",
            "Web:Listen is \"ftp://x\"",
            "Europe/Tartu",
            "Mailbox: there is no such section; did you mean Mailboxes?",
            "Logging:LogLevel:Default is \"Warn\"",
        })
        {
            Assert.Contains(words, run.Error, StringComparison.Ordinal);
        }

        Assert.False(Directory.Exists(Path.Combine(_folder.Path, "data")));
    }

    [Fact]
    public async Task A_secret_is_never_quoted()
    {
        var file = _folder.Configuration("""
            "Mailboxes": { "eu": { "Host": "imap.example.org", "Username": "u", "Password": "hunter2", "SignIn": "XOAuth2", "Port": 0,
                "AccessToken": { "hunter3": 1 }, "Passwort": "hunter4" } }
            """);

        var run = await Run.HereAsync("mailbox", "test", "--config", file);

        Assert.Equal(4, run.Code);
        Assert.Contains("Mailboxes:eu:Passwort", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter4", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Broken_json_is_told_with_its_line()
    {
        var file = _folder.Write("broken.json", "{\n  \"Web\": {\n    \"Listen\": http\n  }\n}\n");

        var run = await Run.HereAsync("poll", "--config", file);

        Assert.Equal(4, run.Code);
        Assert.Contains($"{file}, line 3: this is no JSON", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_environment_variable_overrides_the_file()
    {
        var file = _folder.Configuration("""
            "Mailboxes": { "old": { "Kind": "Folder", "Path": "nowhere" } }
            """);
        using var process = new System.Diagnostics.Process();
        process.StartInfo = Run.StartInfo(_folder.Path, "mailbox", "test", "--config", file);
        process.StartInfo.Environment["Mailboxes__old__Path"] = _folder.Path;
        process.Start();
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.Equal(0, process.ExitCode);
    }

    [Fact]
    public async Task The_configuration_that_ships_is_in_order()
    {
        var run = await Run.HereAsync("mailbox", "test", "--config", Path.Combine(Repository.Root, "appsettings.json"));

        Assert.DoesNotContain("fault", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void The_configuration_that_ships_has_every_key()
    {
        var text = Repository.Text("appsettings.json");
        var missing = BounceProcessor.Host.Composition.SettingsCheck.Sections
            .SelectMany(section => Keys(section.Value).Prepend(section.Key))
            .Where(key => !text.Contains($"\"{key}\"", StringComparison.Ordinal));

        Assert.Empty(missing);
    }

    private static IEnumerable<string> Keys(Type type) => type.IsGenericType
        ? Keys(type.GetGenericArguments()[^1])
        : type.GetProperties().Where(property => property.DeclaringType == type)
            .SelectMany(property => property.PropertyType == typeof(BounceProcessor.SignIn.OAuthOptions) ? Keys(property.PropertyType).Prepend(property.Name) : [property.Name]);
}
