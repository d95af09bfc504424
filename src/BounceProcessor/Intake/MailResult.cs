namespace BounceProcessor.Intake;

/// <summary>What became of one new mail of a run. The codes stand in the ledger.</summary>
internal enum MailResult
{
    /// <summary>A failure or delay was filed.</summary>
    Bounce,

    /// <summary>Filed as an event, but nothing failed: an answer, a receipt, a report of success, an unreadable mail.</summary>
    NotABounce,

    /// <summary>The same bytes were filed before for this company; no event was added.</summary>
    Duplicate,

    /// <summary>Our own code failed on it; its bytes and the fault are set aside.</summary>
    Quarantined,

    /// <summary>Another run did it between our listing and our filing; it counts as known.</summary>
    DoneMeanwhile,

    /// <summary>No bounce of a mail that we sent, in a mailbox where people get their mail: nothing was filed, and the mail stays as it is.</summary>
    NotOurs,
}
