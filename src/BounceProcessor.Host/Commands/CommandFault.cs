using System.Data.Common;

using BounceProcessor.Database;
using BounceProcessor.Diagnosis.Reasons;
using BounceProcessor.Host.Composition;
using BounceProcessor.Mailboxes;
using BounceProcessor.Rediagnosis;
using BounceProcessor.Secrets;

namespace BounceProcessor.Host.Commands;

/// <summary>An expected fault: what to print and which exit code tells of it. Anything else is a defect and keeps its stack trace.</summary>
/// <param name="Lines">For people, without a stack trace.</param>
/// <param name="Code">One of <see cref="ExitCode"/>.</param>
internal sealed record CommandFault(IReadOnlyList<string> Lines, int Code)
{
    /// <summary>The fault behind an exception; <see langword="null"/> when it is not an expected one.</summary>
    public static CommandFault? Of(Exception exception) => exception switch
    {
        ConfigurationException configuration => new(
            [$"The configuration has {CountText.Of(configuration.Faults.Count, "fault")}; nothing was started.", .. configuration.Faults.Select(fault => "  " + fault)],
            ExitCode.Configuration),
        RuleBookException faulty => new([.. faulty.Faults, $"The rules have {CountText.Of(faulty.Faults.Count, "fault")}; nothing was done."], ExitCode.Incomplete),
        NotFoundException => new([exception.Message], ExitCode.NotFound),
        MailboxException or DatabaseSchemaException or StartException or SecretsException or RediagnosisException => new([exception.Message], ExitCode.Unavailable),
        DbException => new([$"The database cannot be used ({exception.Message}); check Database:Path and the space on its disk."], ExitCode.Unavailable),
        _ => null,
    };
}
