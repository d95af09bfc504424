namespace BounceProcessor.Sending.Connecting;

/// <summary>What became of a mail to one recipient in one transmission.</summary>
public enum RecipientVerdict
{
    /// <summary>The server took responsibility for it.</summary>
    Accepted,

    /// <summary>A 5yz reply, or an address that this server cannot take: the same would be refused again.</summary>
    Refused,

    /// <summary>A 4yz reply, or a connection that ended before the end of the mail was sent: nothing went out, try again later.</summary>
    Deferred,

    /// <summary>The connection ended between the end of the mail and the reply to it.</summary>
    Unsure,
}
