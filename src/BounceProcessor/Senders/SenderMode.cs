namespace BounceProcessor.Senders;

/// <summary>How a user's mail leaves (<i>Meili saatja</i>).</summary>
public enum SenderMode
{
    /// <summary>From the user's e-mail by the operator's server. The default.</summary>
    Directo,

    /// <summary>From the user's e-mail by the server of the card, or of the base user.</summary>
    Smtp,

    /// <summary>From the user's e-mail by smtp.office365.com:587, with XOAUTH2.</summary>
    Microsoft365Oauth,

    /// <summary>From the company's event address by the operator's server, with Reply-To set to the user.</summary>
    DirectoReplyTo,
}
