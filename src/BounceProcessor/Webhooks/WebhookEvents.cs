namespace BounceProcessor.Webhooks;

/// <summary>The kinds of news a webhook tells of; they stand in <c>type</c> of the message.</summary>
public static class WebhookEvents
{
    /// <summary>An event was filed.</summary>
    public const string EventFiled = "event.filed";

    /// <summary>An event was changed, by a person or by later news of the same story.</summary>
    public const string EventChanged = "event.changed";

    /// <summary>A server refused a mail for good while it was sent, or it was given up.</summary>
    public const string MailRefused = "mail.refused";

    /// <summary>An address was marked as not working.</summary>
    public const string AddressMarked = "address.marked";

    /// <summary>An address was corrected, and its contact is to be.</summary>
    public const string AddressCorrected = "address.corrected";

    /// <summary>Sent by hand to try an endpoint; not chosen, always possible.</summary>
    public const string Test = "webhook.test";

    /// <summary>What can be chosen.</summary>
    public static IReadOnlyList<string> All { get; } = [EventFiled, EventChanged, MailRefused, AddressMarked, AddressCorrected];
}
