using System.Threading.Channels;

using BounceProcessor.Diagnosis;

namespace BounceProcessor.Host.Commands.Diagnosing;

/// <summary>Diagnoses mails on all cores and hands the results out in the order of the input. Only a window of mails is in memory, however many there are.</summary>
/// <param name="diagnoser">The judge.</param>
/// <param name="conclude">Makes something of one mail: name, diagnosis, headers only. Called on several threads at once.</param>
internal sealed class DiagnosisPipeline<T>(MailDiagnoser diagnoser, Func<string, MailDiagnosis, bool, T> conclude)
    where T : class
{
    // Enough that a slow mail does not idle the other cores, few enough that a window of the largest mails fits into memory.
    private static readonly int Window = Math.Max(4, Environment.ProcessorCount * 2);

    /// <summary>Results in input order.</summary>
    public async IAsyncEnumerable<DiagnosedMail<T>> RunAsync(
        IEnumerable<MailInput> inputs,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var window = Channel.CreateBounded<Task<DiagnosedMail<T>>>(Window);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var reading = Task.Run(() => FeedAsync(inputs, window.Writer, stop.Token), CancellationToken.None);
        try
        {
            await foreach (var mail in window.Reader.ReadAllAsync(cancellationToken))
            {
                yield return await mail;
            }
        }
        finally
        {
            await stop.CancelAsync();
            await reading;
        }
    }

    private async Task FeedAsync(IEnumerable<MailInput> inputs, ChannelWriter<Task<DiagnosedMail<T>>> window, CancellationToken cancellationToken)
    {
        Exception? fault = null;
        try
        {
            foreach (var input in inputs)
            {
                await window.WaitToWriteAsync(cancellationToken);
                await window.WriteAsync(Task.Run(() => Diagnose(input, cancellationToken), cancellationToken), cancellationToken);
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or IOException or UnauthorizedAccessException)
        {
            fault = exception;
        }

        window.Complete(fault);
    }

    private DiagnosedMail<T> Diagnose(MailInput input, CancellationToken cancellationToken)
    {
        if (input.Fault is not null)
        {
            return new DiagnosedMail<T>(null, $"{input.Name}: {input.Fault}", input.FaultCode);
        }

        try
        {
            using var bytes = input.Bytes ?? ReadFile(input.Path!, cancellationToken);
            var diagnosis = diagnoser.Diagnose(bytes.Memory, cancellationToken);
            var complaint = bytes.HeadersOnly ? $"{input.Name}: above the limit of {MailBytes.Limit / 1024 / 1024} MiB; only its headers were read." : null;
            return new DiagnosedMail<T>(conclude(input.Name, diagnosis, bytes.HeadersOnly), complaint, ExitCode.Fine);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return new DiagnosedMail<T>(null, $"{input.Name}: {exception.Message}", ExitCode.Incomplete);
        }
    }

    private static MailBytes ReadFile(string path, CancellationToken cancellationToken)
    {
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
        return MailBytes.Read(stream, cancellationToken);
    }
}
