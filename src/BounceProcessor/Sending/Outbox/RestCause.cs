namespace BounceProcessor.Sending.Outbox;

/// <summary>Why a server is left alone for a while.</summary>
public enum RestCause
{
    /// <summary>It cannot be reached, or takes nothing just now: it may work again without anybody's doing.</summary>
    Connection,

    /// <summary>It refused the sign-in: only people can mend that, and accounts are locked after some tries.</summary>
    SignIn,

    /// <summary>A user card names it, and its address is none of the public internet: nobody connected to it.</summary>
    NotPublic,

    /// <summary>Server, port, encryption or certificate are not as they have to be: only people can mend that.</summary>
    SetUp,
}
