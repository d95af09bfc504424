namespace BounceProcessor.Sending.Connecting;

/// <summary>How far a submission came, in the order of a session.</summary>
public enum SubmissionStage
{
    /// <summary>The settings themselves, a missing password among them.</summary>
    Settings,

    /// <summary>The server's name in the DNS.</summary>
    Name,

    /// <summary>The TCP connection.</summary>
    Connection,

    /// <summary>TLS and the certificate, from the first byte or after STARTTLS.</summary>
    Tls,

    /// <summary>The server's greeting and its answer to EHLO.</summary>
    Greeting,

    /// <summary>The access token, before the server saw it.</summary>
    AccessToken,

    /// <summary>AUTH.</summary>
    SignIn,

    /// <summary>MAIL FROM.</summary>
    Sender,

    /// <summary>RCPT TO.</summary>
    Recipient,

    /// <summary>DATA and the mail itself, as long as its end was not sent.</summary>
    Content,

    /// <summary>The end of the mail was sent, or may have been.</summary>
    End,
}
