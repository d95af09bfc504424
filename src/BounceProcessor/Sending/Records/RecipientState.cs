namespace BounceProcessor.Sending.Records;

/// <summary>How it stands with a mail to one recipient on our side of the submission.</summary>
public enum RecipientState
{
    /// <summary>Its transmission is to come.</summary>
    Waiting,

    /// <summary>A server took responsibility for it.</summary>
    Accepted,

    /// <summary>A server refused it for good, or we gave up.</summary>
    Refused,

    /// <summary>It may have gone out: the connection ended between the end of the data and the reply. A person decides.</summary>
    Unsure,

    /// <summary>Cancelled before it went out.</summary>
    Cancelled,

    /// <summary>Not sent, for the address is marked.</summary>
    Suppressed,
}
