using System.CommandLine;

using BounceProcessor.Diagnosis;
using BounceProcessor.Diagnosis.Reasons;
using BounceProcessor.Host.Commands.Diagnosing;

namespace BounceProcessor.Host.Commands.Rules;

/// <summary>Diagnoses the mails of paths for a count.</summary>
internal static class DiagnosedMails
{
    /// <param name="book">The rules to judge by.</param>
    /// <param name="inputs">The mails.</param>
    /// <param name="take">Gets each mail, one after the other, in the order of the paths.</param>
    /// <param name="console">Complaints and progress go to its standard error.</param>
    /// <param name="cancellationToken">Ends it between mails.</param>
    /// <returns>The exit code of the first fault.</returns>
    public static Task<int> TakeAsync(
        RuleBook book, IEnumerable<MailInput> inputs, Action<MailDiagnosis> take, InvocationConfiguration console, CancellationToken cancellationToken)
    {
        var pipeline = new DiagnosisPipeline<MailDiagnosis>(new MailDiagnoser(book), (_, diagnosis, _) => diagnosis);
        return DiagnosisRun.TakeAsync(
            pipeline,
            inputs,
            diagnosis =>
            {
                take(diagnosis);
                return Task.CompletedTask;
            },
            console,
            cancellationToken);
    }
}
