using System.Text.Json;
using BounceProcessor.Diagnosis;
using BounceProcessor.Diagnosis.Reading;
using BounceProcessor.Diagnosis.Reasons;

using Xunit;

namespace BounceProcessor.Tests.Hostile;

/// <summary>What holds for the diagnosis of any bytes at all.</summary>
internal static class Diagnoses
{
    public static MailDiagnoser Diagnoser { get; } = new(RuleBook.Embedded);

    public static MailDiagnosis Of(byte[] mail) => Diagnoser.Diagnose(mail, TestContext.Current.CancellationToken);

    /// <summary>All of it, to be compared.</summary>
    public static string Text(MailDiagnosis diagnosis) => JsonSerializer.Serialize(diagnosis);

    /// <summary>What is wrong with a diagnosis, whatever the mail; <see langword="null"/> when nothing is.</summary>
    public static string? Fault(MailDiagnosis diagnosis)
    {
        var reading = diagnosis.Reading;
        if (reading.Recipients.Count > 10_000 || diagnosis.Recipients.Count != reading.Recipients.Count)
        {
            return $"{reading.Recipients.Count} recipients, {diagnosis.Recipients.Count} diagnosed";
        }

        if (reading.Text.Length > 16_000 || reading.Headers.Subject?.Length > 1_000 || reading.Original?.Subject?.Length > 1_000 || reading.Original?.To?.Length > 1_000)
        {
            return "a text or header is too long";
        }

        return diagnosis.Recipients.Select(Fault).FirstOrDefault(fault => fault is not null);
    }

    private static string? Fault(RecipientDiagnosis one)
    {
        var recipient = one.Recipient;
        var needed = recipient.Action is RecipientAction.Failed or RecipientAction.Delayed;
        if (needed == one.Verdict is null)
        {
            return $"{recipient.Action} with{(needed ? "out" : "")} a verdict";
        }

        // "x@y" in quotes and other odd forms are addresses; a line break or a megabyte never is.
        if (recipient.Address.Length > 1_000 || recipient.Address.AsSpan().IndexOfAnyInRange('\0', '\u001F') >= 0)
        {
            return $"\"{recipient.Address}\" is no address";
        }

        return recipient.Diagnostic?.Length > 4_000 || recipient.NoticeText?.Length > 4_000 || recipient.RemoteMta?.Length > 255 ? "a recipient's text is too long" : null;
    }
}
