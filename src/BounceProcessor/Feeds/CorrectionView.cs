using BounceProcessor.Marks;

namespace BounceProcessor.Feeds;

/// <summary>A wrong address and the right one, for the business system to take over into its contacts.</summary>
public sealed record CorrectionView
{
    /// <summary>Its number; grows from correction to correction.</summary>
    public required long Id { get; init; }

    /// <summary>Customer or contact code; null when the mail was sent without one.</summary>
    public string? Customer { get; init; }

    /// <summary>The address that failed.</summary>
    public required string OldAddress { get; init; }

    /// <summary>The address in its place.</summary>
    public required string NewAddress { get; init; }

    /// <summary>The event it was corrected from.</summary>
    public long? EventId { get; init; }

    /// <summary>The mail that went out to the new address.</summary>
    public long? MailId { get; init; }

    /// <summary>When.</summary>
    public required DateTimeOffset CorrectedAt { get; init; }

    /// <summary>Who did it.</summary>
    public required string CorrectedBy { get; init; }

    /// <summary>The view of a row.</summary>
    internal static CorrectionView Of(AddressCorrection row) => new()
    {
        Id = row.Id,
        Customer = row.Customer,
        OldAddress = row.OldAddress,
        NewAddress = row.NewAddress,
        EventId = row.EventId,
        MailId = row.SentMailId,
        CorrectedAt = row.CorrectedAt,
        CorrectedBy = row.CorrectedBy,
    };
}
