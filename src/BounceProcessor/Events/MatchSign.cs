namespace BounceProcessor.Events;

/// <summary>What decided how an event is matched with a sent mail.</summary>
public enum MatchSign
{
    /// <summary>Nothing of ours is named.</summary>
    Nothing,

    /// <summary>The token of the address it came back to; the value is the transmission's number.</summary>
    AddressToken,

    /// <summary>The token in what was returned of our mail: its X- header or its Return-Path; the value is the transmission's number.</summary>
    ReturnedToken,

    /// <summary>The token in the report's Original-Envelope-Id (RFC 3461, section 4.4); the value is the transmission's number.</summary>
    EnvelopeId,

    /// <summary>The signed Message-ID; the value is the mail's number.</summary>
    MessageId,

    /// <summary>We refused or were refused ourselves while sending; the value is the transmission's number.</summary>
    OwnRefusal,

    /// <summary>The token of a test mail that the service sent to see that bounces come home.</summary>
    OwnTestMail,

    /// <summary>Recipient, time and subject fit, and nothing else is named; the value is the mail's number.</summary>
    RecipientAndTime,

    /// <summary>Token or Message-ID are right, the address was not on the mail; the value is the mail's number.</summary>
    AddressNotMailed,

    /// <summary>Token or Message-ID are right, but nothing ever went out to this address; the value is the mail's number.</summary>
    NotSent,

    /// <summary>The token is valid, but its mail is not kept any more; the value is the number of mail or transmission.</summary>
    MailGone,

    /// <summary>A token that was not signed by us.</summary>
    ForgedToken,

    /// <summary>A token that was ours and is too old; the value is the number of mail or transmission.</summary>
    ExpiredToken,

    /// <summary>A Message-ID on our domain that we never issued.</summary>
    ForgedMessageId,

    /// <summary>The mail it names is another company's.</summary>
    OtherCompany,

    /// <summary>It names two of our mails.</summary>
    TwoMails,

    /// <summary>The report names far more addresses than the mail had; the value is how many.</summary>
    ManyStrangers,
}
