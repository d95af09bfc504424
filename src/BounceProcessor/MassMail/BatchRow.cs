namespace BounceProcessor.MassMail;

/// <summary>One row of a mass mail, with what became of its mail.</summary>
public sealed record BatchRow
{
    /// <summary>The row as a spreadsheet counts.</summary>
    public required long RowNumber { get; init; }

    /// <summary>The address as given.</summary>
    public required string Address { get; init; }

    /// <summary>By which addresses are compared; <see langword="null"/> for what is no address.</summary>
    public string? AddressKey { get; init; }

    /// <summary>The document, where a column names it.</summary>
    public string? Document { get; init; }

    /// <summary>JSON list in the order of the columns.</summary>
    public required string Cells { get; init; }

    /// <summary>Code of the <see cref="RowState"/>.</summary>
    public required string State { get; init; }

    /// <summary>JSON list of its faults; <see langword="null"/> without any.</summary>
    public string? Faults { get; init; }

    /// <summary>Its mail; <see langword="null"/> while there is none.</summary>
    public long? SentMailId { get; init; }

    /// <summary>Code of the recipient's <see cref="Sending.Records.RecipientState"/>; <see langword="null"/> while there is no mail.</summary>
    public string? Sending { get; init; }

    /// <summary>Code of the <see cref="Sending.Records.ReturnState"/>; <see langword="null"/> while nothing came home.</summary>
    public string? Returned { get; init; }

    /// <summary>The server's last reply.</summary>
    public string? Reply { get; init; }

    /// <summary>The event that tells its latest news.</summary>
    public long? EventId { get; init; }

    /// <summary>When the row changed last.</summary>
    public required DateTimeOffset ChangedAt { get; init; }
}
