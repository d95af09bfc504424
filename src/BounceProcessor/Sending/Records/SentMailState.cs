namespace BounceProcessor.Sending.Records;

/// <summary>How it stands with a mail as a whole, for filters; a mail may be in several of these.</summary>
internal enum SentMailState
{
    /// <summary>Something of it is still to be sent, or is held.</summary>
    Open,

    /// <summary>Open or unsure.</summary>
    NotDone,

    /// <summary>A person has to decide whether it went out.</summary>
    Unsure,

    /// <summary>A server refused it to someone.</summary>
    Refused,

    /// <summary>It bounced later for someone.</summary>
    Bounced,

    /// <summary>It did not go to someone because the address is marked, or a person cancelled it.</summary>
    NotSent,
}
