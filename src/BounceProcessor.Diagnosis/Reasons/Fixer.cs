namespace BounceProcessor.Diagnosis.Reasons;

/// <summary>Who can do something about a failure.</summary>
public enum Fixer
{
    /// <summary>The user who sent the mail.</summary>
    Sender,

    /// <summary>The recipient or the recipient's IT.</summary>
    Recipient,

    /// <summary>Whoever keeps our sending servers and their DNS.</summary>
    OurPostmaster,

    /// <summary>Whoever keeps the mail settings of the business system.</summary>
    OurAdmin,

    /// <summary>Whoever builds the mails.</summary>
    OurDevelopers,

    /// <summary>The provider of the mail account the mail was sent from.</summary>
    Provider,

    /// <summary>Support, who first have to find out.</summary>
    Support,

    /// <summary>Nobody; it passes.</summary>
    Nobody,
}
