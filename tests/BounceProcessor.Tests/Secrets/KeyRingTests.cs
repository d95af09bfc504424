using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

using BounceProcessor.Database;
using BounceProcessor.Secrets;
using BounceProcessor.Tests.Servers;

using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

using Xunit;

namespace BounceProcessor.Tests.Secrets;

public sealed class KeyRingTests : IDisposable
{
    private readonly TestFolder _folder = new();
    private readonly CollectedLog _log = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task What_one_process_has_encrypted_the_other_reads()
    {
        await using (var one = await StartAsync())
        {
            await one.GetRequiredService<SecretStore>().SetAsync("Mailboxes:events:Password", "kolm sinist kirja", TestContext.Current.CancellationToken);
        }

        await using var other = await StartAsync();
        var read = await other.GetRequiredService<SecretStore>().ReadAsync(TestContext.Current.CancellationToken);

        var (secret, value) = Assert.Single(read);
        Assert.Equal(("Mailboxes:events:Password", "kolm sinist kirja"), (secret.Name, value));
    }

    [Fact]
    public async Task With_another_key_ring_a_secret_is_named_but_not_read()
    {
        await using (var one = await StartAsync())
        {
            await one.GetRequiredService<SecretStore>().SetAsync("Mailboxes:events:Password", "kolm sinist kirja", TestContext.Current.CancellationToken);
        }

        Directory.Delete(_folder.File("data/keys"), recursive: true);
        await using var other = await StartAsync();
        var read = await other.GetRequiredService<SecretStore>().ListAsync(TestContext.Current.CancellationToken);

        Assert.Equal(("Mailboxes:events:Password", false), (Assert.Single(read).Name, read[0].IsReadable));
    }

    [Fact]
    public async Task The_key_folder_and_its_files_are_open_to_this_user_alone()
    {
        await using var one = await StartAsync();
        await one.GetRequiredService<SecretStore>().SetAsync("Mailboxes:events:Password", "x", TestContext.Current.CancellationToken);

        Assert.Equal("700", Mode(_folder.File("data/keys")));
        Assert.All(Directory.EnumerateFiles(_folder.File("data/keys")), file => Assert.Equal("600", Mode(file)));
    }

    [Fact]
    public async Task Keys_that_were_open_to_others_are_closed_with_a_warning()
    {
        await using (var one = await StartAsync())
        {
            await one.GetRequiredService<SecretStore>().SetAsync("Mailboxes:events:Password", "x", TestContext.Current.CancellationToken);
        }

        var file = Directory.EnumerateFiles(_folder.File("data/keys")).Single();
        SetMode(file, 0b110_100_100);
        await using var other = await StartAsync();

        other.GetRequiredService<KeyRing>().Prepare();

        Assert.Equal("600", Mode(file));
        Assert.Contains(_log.Lines, line => line.Contains($"\"{file}\" was open to other users (mode 644)", StringComparison.Ordinal));
    }

    [Fact]
    public async Task With_a_certificate_the_keys_do_not_lie_in_clear_and_need_it_to_be_read()
    {
        var certificate = WriteCertificate();
        await using (var one = await StartAsync(certificate))
        {
            await one.GetRequiredService<SecretStore>().SetAsync("Mailboxes:events:Password", "kolm sinist kirja", TestContext.Current.CancellationToken);
        }

        await using var with = await StartAsync(certificate);
        await using var without = await StartAsync();

        var text = await File.ReadAllTextAsync(Directory.EnumerateFiles(_folder.File("data/keys")).Single(), TestContext.Current.CancellationToken);
        Assert.Contains("EncryptedData", text, StringComparison.Ordinal);
        Assert.DoesNotContain("<masterKey", text, StringComparison.Ordinal);
        Assert.Equal("kolm sinist kirja", (await with.GetRequiredService<SecretStore>().ReadAsync(TestContext.Current.CancellationToken)).Single().Value);
        Assert.Null((await without.GetRequiredService<SecretStore>().ReadAsync(TestContext.Current.CancellationToken)).Single().Value);
    }

    [Fact]
    public void A_certificate_with_another_password_is_told_without_the_password()
    {
        var result = new SecretOptionsValidator().Validate(null, new SecretOptions { Certificate = WriteCertificate(), CertificatePassword = "hunter2" });

        Assert.Contains("Secrets:Certificate is", result.FailureMessage, StringComparison.Ordinal);
        Assert.Contains("has another password", result.FailureMessage, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", result.FailureMessage, StringComparison.Ordinal);
    }

    private static string Mode(string path) => OperatingSystem.IsWindows() ? "" : Convert.ToString((int)File.GetUnixFileMode(path), 8);

    private static void SetMode(string path, int mode)
    {
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, (UnixFileMode)mode);
        }
    }

    private string WriteCertificate()
    {
        var path = _folder.File("keys.pfx");
        using var key = RSA.Create(2048);
        using var certificate = new CertificateRequest("CN=bounceproc keys", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)
            .CreateSelfSigned(TimeProvider.System.GetUtcNow().AddDays(-1), TimeProvider.System.GetUtcNow().AddYears(1));
        File.WriteAllBytes(path, certificate.Export(X509ContentType.Pkcs12, "the-file-password"));
        return path;
    }

    private async Task<ServiceProvider> StartAsync(string certificate = "")
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(
        [
            new("Database:Path", _folder.File("data/events.db")),
            new("Secrets:Certificate", certificate),
            new("Secrets:CertificatePassword", certificate.Length > 0 ? "the-file-password" : ""),
        ]).Build();
        var services = new ServiceCollection();
        services.AddLogging(logging => logging.AddProvider(new CollectedLogProvider(_log)));
        var provider = services.AddDatabase(configuration).AddSecrets(configuration).BuildServiceProvider();
        await provider.GetRequiredService<DatabaseSchema>().ApplyAsync(CancellationToken.None);
        return provider;
    }
}
