using System.Security.Cryptography.X509Certificates;

using BounceProcessor.Companies;
using BounceProcessor.Senders;
using BounceProcessor.Sending.Checking;
using BounceProcessor.Sending.Connecting;
using BounceProcessor.Tests.Sending.Connecting;

using Xunit;

namespace BounceProcessor.Tests.Sending.Checking;

/// <summary>One connection test against a server of the test.</summary>
internal sealed class CheckRun
{
    public EffectiveSettings Settings { get; init; } = TestSettings.Of(0);

    public string? Password { get; init; }

    public SubmissionCredentials? Credentials { get; init; }

    public string? EnvelopeSender { get; init; }

    public ConnectingOptions Options { get; } = new() { ConnectTimeout = TimeSpan.FromSeconds(20), ReplyTimeout = TimeSpan.FromSeconds(20) };

    /// <summary>What support would get.</summary>
    public string Transcript { get; private set; } = "";

    /// <summary>The steps, once run.</summary>
    public IReadOnlyList<SenderCheckStep> Steps { get; private set; } = [];

    /// <summary>The step that ended the test.</summary>
    public SenderCheckStep Failed => Assert.Single(Steps, step => step.Outcome == SenderCheckOutcome.Failed);

    public CheckRun Pinned(X509Certificate2 certificate)
    {
        Options.CertificateSha256[Settings.Host.Value] = [certificate.GetCertHashString(System.Security.Cryptography.HashAlgorithmName.SHA256)];
        return this;
    }

    public CheckRun Pinned(string sha256)
    {
        Options.CertificateSha256[Settings.Host.Value] = [sha256];
        return this;
    }

    public async Task<CheckRun> RunAsync()
    {
        using var transcript = new SenderTranscript(TimeProvider.System);
        var steps = new CheckSteps(null, transcript);
        var company = new Company { Code = "firmanimi", Name = "Firma", EventAddress = "firmanimi@event.data.directo.ee" };
        var credentials = Credentials ?? new SubmissionCredentials(Password, null, null, TimeProvider.System);
        var options = new SessionCheckOptions(Microsoft.Extensions.Options.Options.Create(Options), sizes: null, TimeProvider.System);
        await new SessionCheck(Settings, credentials, options, steps).RunAsync(company, EnvelopeSender ?? Settings.Email, TestContext.Current.CancellationToken);
        (Steps, Transcript) = (steps.All, transcript.Text);
        return this;
    }

    /// <summary>The test ended at this step, with these words in both languages.</summary>
    public void AssertFailed(string step, string english, string estonian)
    {
        Assert.Equal(step, Failed.Name.En);
        Assert.Contains(english, Failed.Text.En, StringComparison.OrdinalIgnoreCase);
        Assert.Contains(estonian, Failed.Text.Et, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("To mend it: ", Failed.Text.En, StringComparison.Ordinal);
        Assert.Contains("Parandamiseks: ", Failed.Text.Et, StringComparison.Ordinal);
    }
}
