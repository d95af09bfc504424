using System.Diagnostics;

namespace BounceProcessor.Telemetry;

/// <summary>The steps of a run as activities: the source <c>BounceProcessor</c>, for any tracing that listens to it. Costs nothing while none does.</summary>
public static class IntakeTrace
{
    /// <summary>The name of the source.</summary>
    public const string SourceName = "BounceProcessor";

    /// <summary>A whole run through one mailbox; the other steps are its children.</summary>
    public const string Poll = "poll";

    /// <summary>The mailbox is asked which mails it has, and the ledger which of them are done: one page.</summary>
    public const string List = "list";

    /// <summary>Mails are read from the mailbox: one batch.</summary>
    public const string Fetch = "fetch";

    /// <summary>Mails are diagnosed, hashed and compressed: one batch.</summary>
    public const string Diagnose = "diagnose";

    /// <summary>Mails are filed, in one transaction; it ends after the commit.</summary>
    public const string File = "file";

    /// <summary>The mailbox is told to flag or move mails whose events are committed.</summary>
    public const string Settle = "settle";

    /// <summary>The ledger notes that the mailbox did so.</summary>
    public const string MarkSettled = "mark-settled";

    /// <summary>Tag: the mailbox's name.</summary>
    public const string MailboxTag = "mailbox";

    /// <summary>Tag: how many mails the step is about.</summary>
    public const string MailsTag = "mails";

    private static readonly ActivitySource Source = new(SourceName);

    /// <summary>Begins a step; disposing of it ends it.</summary>
    /// <param name="step">One of the names above.</param>
    /// <param name="mailbox">Its name in the configuration.</param>
    /// <param name="mails">How many mails; <see langword="null"/> where it is not known yet.</param>
    /// <returns><see langword="null"/> while nobody listens.</returns>
    public static Activity? Start(string step, string mailbox, int? mails)
    {
        var activity = Source.CreateActivity(step, ActivityKind.Internal);
        activity?.SetTag(MailboxTag, mailbox);
        if (mails is { } number)
        {
            activity?.SetTag(MailsTag, number);
        }

        return activity?.Start();
    }
}
