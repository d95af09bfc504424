using System.CommandLine;

using BounceProcessor.Diagnosis;
using BounceProcessor.Diagnosis.Reasons;
using BounceProcessor.Host.Commands.Diagnosing;

namespace BounceProcessor.Host.Commands.Rules;

/// <summary>Diagnoses the mails of paths for a count. What cannot be read is named, the rest goes on.</summary>
internal static class DiagnosedMails
{
    /// <param name="book">The rules to judge by.</param>
    /// <param name="inputs">The mails.</param>
    /// <param name="take">Gets each mail, one after the other, in the order of the paths.</param>
    /// <param name="console">Complaints and progress go to its standard error.</param>
    /// <param name="cancellationToken">Ends it between mails.</param>
    /// <returns>The exit code of the first fault.</returns>
    public static async Task<int> TakeAsync(
        RuleBook book, IEnumerable<MailInput> inputs, Action<MailDiagnosis> take, InvocationConfiguration console, CancellationToken cancellationToken)
    {
        var code = ExitCode.Fine;
        var mails = 0L;
        var progress = Progress.OnTerminal(console.Error);
        var pipeline = new DiagnosisPipeline<MailDiagnosis>(new MailDiagnoser(book), (_, diagnosis, _) => diagnosis);
        await foreach (var mail in pipeline.RunAsync(inputs, cancellationToken))
        {
            if (mail.Result is not null)
            {
                take(mail.Result);
                mails++;
            }

            if (mail.Complaint is not null)
            {
                progress.Clear();
                await console.Error.WriteLineAsync(TerminalText.Safe(mail.Complaint).AsMemory(), cancellationToken);
            }

            code = code == ExitCode.Fine ? mail.Code : code;
            progress.Report($"{mails:N0} mails");
        }

        progress.Clear();
        return code;
    }
}
