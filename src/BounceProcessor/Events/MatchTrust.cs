namespace BounceProcessor.Events;

/// <summary>How sure it is that an event is about a mail we sent. Only <see cref="Proved"/> and <see cref="Matched"/> may change a sent mail, a contact or an address mark.</summary>
public enum MatchTrust
{
    /// <summary>A valid, unexpired token of the transmission, and the address was on it.</summary>
    Proved,

    /// <summary>Our signed Message-ID, and an address of that mail.</summary>
    Matched,

    /// <summary>Token or Message-ID are right but the address was not on the mail; or nothing but recipient, time and subject fit.</summary>
    Likely,

    /// <summary>Nothing of ours is named.</summary>
    Unmatched,

    /// <summary>It names something of ours that it should not: a forged or expired token, a Message-ID that we never issued, another company's mail.</summary>
    Suspicious,
}
