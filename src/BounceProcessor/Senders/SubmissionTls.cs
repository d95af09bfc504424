namespace BounceProcessor.Senders;

/// <summary>How a connection to a sending server is encrypted.</summary>
public enum SubmissionTls
{
    /// <summary>Not at all; only for a server on the same machine.</summary>
    None,

    /// <summary>STARTTLS, required; port 587.</summary>
    StartTls,

    /// <summary>TLS from the first byte (<i>SSL</i>); port 465.</summary>
    SslOnConnect,
}
