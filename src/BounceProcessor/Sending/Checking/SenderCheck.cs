using BounceProcessor.Companies;
using BounceProcessor.Diagnosis;
using BounceProcessor.Senders;
using BounceProcessor.Sending.Composing;
using BounceProcessor.Sending.Connecting;

namespace BounceProcessor.Sending.Checking;

/// <summary>Tests the mail settings of a user step by step and says each finding in words. Nothing is sent.</summary>
internal sealed class SenderCheck(
    CompanyDirectory companies, SenderSettings settings, SubmissionSecrets secrets, EnvelopeSenders senders, SessionCheckOptions options)
{
    /// <summary>Tries all steps up to the first that fails.</summary>
    /// <param name="company">Code of the company.</param>
    /// <param name="user">Code of the user.</param>
    /// <param name="transcript">Gets what is said, without secrets.</param>
    /// <param name="progress">Told each step as soon as it is known.</param>
    /// <param name="cancellationToken">Ends the test.</param>
    public async Task<IReadOnlyList<SenderCheckStep>> RunAsync(
        string company, string user, SenderTranscript transcript, IProgress<SenderCheckStep>? progress, CancellationToken cancellationToken)
    {
        var steps = new CheckSteps(progress, transcript);
        var outcome = await settings.FindAsync(company, user, cancellationToken);
        foreach (var fault in outcome.Faults)
        {
            steps.Add(StepNames.Settings, SenderCheckOutcome.Failed, fault.Text);
        }

        if (outcome.Settings is not { } inForce || await companies.FindAsync(inForce.Company, cancellationToken) is not { } own)
        {
            return steps.All;
        }

        steps.Add(StepNames.Settings, SenderCheckOutcome.Passed, InForce(inForce));
        foreach (var warning in outcome.Warnings)
        {
            steps.Add(StepNames.Settings, SenderCheckOutcome.Warning, warning.Text);
        }

        try
        {
            await senders.PrepareAsync(cancellationToken);
            var credentials = await secrets.FetchAsync(inForce, cancellationToken);
            await new SessionCheck(inForce, credentials, options, steps).RunAsync(own, senders.For(own, inForce, 0).Address, cancellationToken);
        }
        catch (SubmissionException fault)
        {
            steps.Add(fault.Fault);
        }

        return steps.All;
    }

    private static LocalizedText InForce(EffectiveSettings settings)
    {
        var server = FormattableString.Invariant($"{settings.Host.Value}:{settings.Port.Value}");
        var (from, tls) = (SettingWords.Of(settings.Host.Source), SettingWords.Of(settings.Tls.Value));
        var user = settings.Username is { } name ? new LocalizedText($", user name {name.Value}", $", kasutajanimi {name.Value}") : new("", "");
        return new(
            $"{SettingWords.Of(settings.Mode.Value)} by {server} ({from.En}), SSL/TLS: {tls.En}{user.En}.",
            $"{SettingWords.Of(settings.Mode.Value)}, server {server} ({from.Et}), SSL/TLS: {tls.Et}{user.Et}.");
    }
}
