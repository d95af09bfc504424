using System.Security.Cryptography;

using BounceProcessor.Sending;

using Xunit;

namespace BounceProcessor.Tests.Sending;

public sealed class DkimValidatorTests
{
    private static readonly string Key = Pem(2048);

    [Fact]
    public void A_key_in_either_form_of_PEM_is_taken()
    {
        using var rsa = RSA.Create(2048);

        Assert.Null(Faults(new DkimKeyOptions { Domain = "event.data.directo.ee", Selector = "s1", PrivateKey = rsa.ExportPkcs8PrivateKeyPem() }));
        Assert.Null(Faults(new DkimKeyOptions { Domain = "event.data.directo.ee", Selector = "2026.s1", PrivateKey = rsa.ExportRSAPrivateKeyPem() }));
    }

    [Theory]
    [InlineData("", "s1", "Sending:Dkim:0:Domain is \"\"")]
    [InlineData("õun.ee", "s1", "Sending:Dkim:0:Domain is \"õun.ee\"")]
    [InlineData("example.org", "", "Sending:Dkim:0:Selector is \"\"")]
    [InlineData("example.org", "s1; p=x", "Sending:Dkim:0:Selector is \"s1; p=x\"")]
    public void A_domain_or_selector_that_is_none_is_told_with_its_key(string domain, string selector, string message) =>
        Assert.StartsWith(message, Faults(new DkimKeyOptions { Domain = domain, Selector = selector, PrivateKey = Key }), StringComparison.Ordinal);

    [Theory]
    [InlineData("")]
    [InlineData("hunter2")]
    [InlineData("-----BEGIN PRIVATE KEY-----\nhunter2\n-----END PRIVATE KEY-----")]
    [InlineData("-----BEGIN ENCRYPTED PRIVATE KEY-----\nMIIE6TAbBgkq\n-----END ENCRYPTED PRIVATE KEY-----")]
    public void What_is_no_private_key_is_told_without_its_text(string key)
    {
        var message = Faults(new DkimKeyOptions { Domain = "example.org", Selector = "s1", PrivateKey = key });

        Assert.StartsWith("Sending:Dkim:0:PrivateKey is", message, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_public_key_and_a_key_of_few_bits_are_refused()
    {
        using var rsa = RSA.Create(2048);

        Assert.Contains("no private key", Faults(new DkimKeyOptions { Domain = "example.org", Selector = "s1", PrivateKey = rsa.ExportSubjectPublicKeyInfoPem() }), StringComparison.Ordinal);
        Assert.Contains("has 512 bits", Faults(new DkimKeyOptions { Domain = "example.org", Selector = "s1", PrivateKey = Pem(512) }), StringComparison.Ordinal);
    }

    [Fact]
    public void Two_keys_of_one_domain_are_refused() =>
        Assert.Contains("2 keys for \"example.org\"", Faults(
            new DkimKeyOptions { Domain = "example.org", Selector = "s1", PrivateKey = Key },
            new DkimKeyOptions { Domain = "Example.org", Selector = "s2", PrivateKey = Key }), StringComparison.Ordinal);

    private static string Pem(int bits)
    {
        using var key = RSA.Create(bits);
        return key.ExportPkcs8PrivateKeyPem();
    }

    private static string? Faults(params DkimKeyOptions[] keys) => new DkimValidator().Validate(null, new SendingOptions { Dkim = keys }).FailureMessage;
}
