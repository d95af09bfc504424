namespace BounceProcessor.Diagnosis.Reading.Wording;

/// <summary>What words of a language can be a sign of; the phrases are in <c>Languages/</c>, one file a language.</summary>
internal enum WordFamily
{
    /// <summary>Names that mail systems give themselves in the From header.</summary>
    Senders,

    /// <summary>Subjects of failure notices.</summary>
    FailureSubjects,

    /// <summary>Subjects of delay notices.</summary>
    DelaySubjects,

    /// <summary>Sentences that say that a mail was not delivered.</summary>
    Failures,

    /// <summary>What notices of failure say and other mails too: "does not exist", "following recipients". Proof only from a mail system.</summary>
    FailureHints,

    /// <summary>Sentences that say that a mail is late and still tried.</summary>
    Delays,

    /// <summary>Sentences that say that nothing more is tried; they take back what looks like a delay.</summary>
    GivenUp,

    /// <summary>Subjects of automatic answers.</summary>
    AutoReplySubjects,

    /// <summary>Subjects that automatic answers have and other mails too: "Urlaub", "thank you for contacting". Proof only with another sign.</summary>
    AutoReplySubjectHints,

    /// <summary>Sentences of automatic answers: away, gone, ticket opened.</summary>
    AutoReplies,

    /// <summary>Beginnings of the subjects of read receipts.</summary>
    ReceiptSubjects,

    /// <summary>Sentences of read receipts.</summary>
    Receipts,

    /// <summary>Beginnings of the subjects of notices of success.</summary>
    DeliveredSubjects,

    /// <summary>Sentences that say that a mail was delivered.</summary>
    Delivered,

    /// <summary>Sentences that ask the sender to prove to be a person.</summary>
    Challenges,

    /// <summary>Sentences of mailing lists about membership.</summary>
    Lists,

    /// <summary>Sentences of mailing lists that keep a posting until a moderator has seen it.</summary>
    Holds,

    /// <summary>Sentences of abuse desks.</summary>
    Complaints,

    /// <summary>Sentences that say that a virus or an attachment was taken out and the rest delivered.</summary>
    Cleaned,

    /// <summary>Titles of quarantine digests and of aggregate reports.</summary>
    Digests,

    /// <summary>What mail programs put before the subject of an answer, without the colon.</summary>
    ReplyPrefixes,

    /// <summary>What mail programs put before the subject of a forwarded mail, without the colon.</summary>
    ForwardPrefixes,

    /// <summary>Lines that introduce a quoted or forwarded mail.</summary>
    Quotes,

    /// <summary>Headings of the mail that a notice returns.</summary>
    Returned,

    /// <summary>What stands before the address of a recipient, without the colon.</summary>
    Labels,

    /// <summary>Words that introduce an address one may write to.</summary>
    Contacts,
}
