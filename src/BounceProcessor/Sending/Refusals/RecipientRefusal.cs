using BounceProcessor.Sending.Records;

namespace BounceProcessor.Sending.Refusals;

/// <summary>What a server said when it refused one recipient for good, or when we gave up.</summary>
public sealed record RecipientRefusal
{
    /// <summary>Whom it concerns.</summary>
    public required SentRecipient Recipient { get; init; }

    /// <summary>The reply with its code, such as <c>550 5.1.1 User unknown</c>; where there was none, what happened instead.</summary>
    public required string Reply { get; init; }

    /// <summary>The host that replied; <see langword="null"/> when none was reached.</summary>
    public string? Host { get; init; }

    /// <summary>The refused command as the rules name it: <c>CONNECT</c>, <c>HELO</c>, <c>STARTTLS</c>, <c>AUTH</c>, <c>MAIL</c>, <c>RCPT</c>, <c>DATA</c>, or <c>.</c> for the end of the data.</summary>
    public required string Stage { get; init; }

    /// <summary>The reply was temporary, and the time ran out.</summary>
    public bool HasExpired { get; init; }

    /// <summary>When the reply came.</summary>
    public required DateTimeOffset At { get; init; }
}
