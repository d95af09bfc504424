namespace BounceProcessor.Sending.Records;

/// <summary>One recipient of a <see cref="SentMail"/>.</summary>
public sealed record SentRecipient
{
    /// <summary>Its number.</summary>
    public required long Id { get; init; }

    /// <summary>Code of the company.</summary>
    public required string Company { get; init; }

    /// <summary>Number of the mail.</summary>
    public required long MailId { get; init; }

    /// <summary>Number of the transmission it goes out with; <see langword="null"/> when it is suppressed.</summary>
    public long? TransmissionId { get; init; }

    /// <summary>Code of the <see cref="RecipientKind"/>.</summary>
    public required string Kind { get; init; }

    /// <summary>The address as mailed.</summary>
    public required string Address { get; init; }

    /// <summary>The address in lower case, domain as A-labels; addresses are compared by it.</summary>
    public required string AddressKey { get; init; }

    /// <summary>Code of the <see cref="RecipientState"/>.</summary>
    public required string State { get; init; }

    /// <summary>The server's last reply about it, such as <c>550 5.1.1 User unknown</c>.</summary>
    public string? Reply { get; init; }

    /// <summary>Code of the <see cref="ReturnState"/>; <see langword="null"/> while nothing came home.</summary>
    public string? Returned { get; init; }

    /// <summary>The event that tells its latest news.</summary>
    public long? EventId { get; init; }

    /// <summary>When any of this changed last.</summary>
    public required DateTimeOffset ChangedAt { get; init; }
}
