using BounceProcessor.Diagnosis.Reading;
using BounceProcessor.Diagnosis.Reasons;

namespace BounceProcessor.Diagnosis;

/// <summary>Bytes in, verdicts out. Thread-safe; keeps nothing between calls.</summary>
/// <param name="rules">The rule book to judge by; <see cref="RuleBook.Embedded"/> unless operators laid rules in front.</param>
public sealed class MailDiagnoser(RuleBook rules)
{
    private readonly Diagnoser _diagnoser = new(rules);

    /// <summary>Reads and diagnoses one mail. No input makes it throw, but a cancelled token does.</summary>
    /// <param name="mail">The mail as it came, headers and body; need not be complete.</param>
    /// <param name="cancellationToken">Looked at between parts and recipients.</param>
    public MailDiagnosis Diagnose(ReadOnlyMemory<byte> mail, CancellationToken cancellationToken)
    {
        var reading = MailReader.Read(mail, cancellationToken);
        var recipients = new RecipientDiagnosis[reading.Recipients.Count];
        for (var i = 0; i < recipients.Length; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var recipient = reading.Recipients[i];
            var verdict = recipient.Action is RecipientAction.Failed or RecipientAction.Delayed
                ? _diagnoser.Diagnose(recipient, reading.ReportingMta)
                : null;
            recipients[i] = new RecipientDiagnosis(recipient, verdict);
        }

        return new MailDiagnosis(reading, recipients);
    }
}
