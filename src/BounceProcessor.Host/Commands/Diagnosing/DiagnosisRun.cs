using System.CommandLine;

namespace BounceProcessor.Host.Commands.Diagnosing;

/// <summary>Takes the mails of a pipeline one after the other. What cannot be read is named, the rest goes on.</summary>
internal static class DiagnosisRun
{
    /// <param name="pipeline">Reads and diagnoses.</param>
    /// <param name="inputs">The mails.</param>
    /// <param name="take">Gets the result of each mail, in the order of the paths.</param>
    /// <param name="console">Complaints and progress go to its standard error.</param>
    /// <param name="cancellationToken">Ends it between mails.</param>
    /// <returns>The exit code of the first fault.</returns>
    public static async Task<int> TakeAsync<TResult>(
        DiagnosisPipeline<TResult> pipeline, IEnumerable<MailInput> inputs, Func<TResult, Task> take, InvocationConfiguration console, CancellationToken cancellationToken)
        where TResult : class
    {
        var code = ExitCode.Fine;
        var mails = 0L;
        var progress = Progress.OnTerminal(console.Error);
        await foreach (var mail in pipeline.RunAsync(inputs, cancellationToken))
        {
            if (mail.Result is not null)
            {
                await take(mail.Result);
                mails++;
            }

            if (mail.Complaint is not null)
            {
                progress.Clear();
                await console.Error.WriteLineAsync(TerminalText.Safe(mail.Complaint).AsMemory(), cancellationToken);
            }

            code = code == ExitCode.Fine ? mail.Code : code;
            progress.Report($"{CountText.Long(mails, "mail")}");
        }

        progress.Clear();
        return code;
    }
}
