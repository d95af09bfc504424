namespace BounceProcessor.Webhooks;

/// <summary>How it stands with one message to one endpoint.</summary>
public enum WebhookMessageState
{
    /// <summary>To be delivered when its time has come.</summary>
    Waiting,

    /// <summary>The endpoint has taken it.</summary>
    Delivered,

    /// <summary>Given up after the last try.</summary>
    Failed,

    /// <summary>There is nothing left to tell: what it is about, or its endpoint, was removed.</summary>
    Gone,
}
