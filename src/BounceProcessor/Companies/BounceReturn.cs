namespace BounceProcessor.Companies;

/// <summary>Which envelope sender a company's mail has in the modes Directo and SMTP; it decides where bounces go.</summary>
public enum BounceReturn
{
    /// <summary>The user's own address.</summary>
    SenderAddress,

    /// <summary>The company's event address with a token. Some servers refuse or rewrite it.</summary>
    EventAddress,

    /// <summary>The user's own address, and that mailbox is polled, with all that is not a bounce left untouched.</summary>
    UserMailbox,
}
