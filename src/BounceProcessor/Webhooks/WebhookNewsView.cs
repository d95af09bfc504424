using System.Text.Json.Serialization;

using BounceProcessor.Feeds;

namespace BounceProcessor.Webhooks;

/// <summary>The news in a message; which of them are there, the type says.</summary>
public sealed record WebhookNewsView
{
    /// <summary>The event, as it is now.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public EventView? Event { get; init; }

    /// <summary>What changed, of event.changed.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<ChangeView>? Changes { get; init; }

    /// <summary>Number of the mail, of mail.refused.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public long? MailId { get; init; }

    /// <summary>Who was refused, of mail.refused.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public RecipientView? Recipient { get; init; }

    /// <summary>The mark, of address.marked.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public MarkView? Mark { get; init; }

    /// <summary>The correction, of address.corrected.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public CorrectionView? Correction { get; init; }

    /// <summary>A greeting, of webhook.test.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Text { get; init; }
}
