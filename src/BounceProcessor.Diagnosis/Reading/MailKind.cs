namespace BounceProcessor.Diagnosis.Reading;

/// <summary>What arrived. A report that says different things of its recipients is a failure if any failed, else a delay if any is delayed.</summary>
public enum MailKind
{
    /// <summary>At least one recipient was not reached, for good.</summary>
    Failure,

    /// <summary>Not delivered yet; the sending server goes on trying.</summary>
    Delay,

    /// <summary>Passed on to a system that sends no reports.</summary>
    Relayed,

    /// <summary>Delivered into the mailbox.</summary>
    Delivered,

    /// <summary>Accepted for a list or alias and sent on to its members.</summary>
    Expanded,

    /// <summary>An answer of a machine on a person's behalf: out of office, ticket received (RFC 3834).</summary>
    AutoReply,

    /// <summary>A recipient's provider passes on that the mail was marked as spam (RFC 5965).</summary>
    Complaint,

    /// <summary>The recipient's system asks the sender to prove to be a person.</summary>
    Challenge,

    /// <summary>A read receipt (MDN, RFC 8098).</summary>
    Receipt,

    /// <summary>A person answered.</summary>
    Reply,

    /// <summary>Ordinary mail that is none of these.</summary>
    Other,

    /// <summary>The bytes could not be read as a mail.</summary>
    Unreadable,
}
