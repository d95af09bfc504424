namespace BounceProcessor.Sending.Composing;

/// <summary>A mail as it goes out, or why there is none.</summary>
internal sealed record ComposedMail
{
    /// <summary>All that is wrong with the request; when there is anything, nothing else here is filled.</summary>
    public IReadOnlyList<MailFault> Faults { get; init; } = [];

    /// <summary>The mail with CRLF, 7-bit but for internationalized headers, without what is added at transmission.</summary>
    public ReadOnlyMemory<byte> Content { get; init; }

    /// <summary>Without angle brackets.</summary>
    public string MessageId { get; init; } = "";

    /// <summary>Address in From.</summary>
    public string FromAddress { get; init; } = "";

    /// <summary>Address in Reply-To; <see langword="null"/> without one.</summary>
    public string? ReplyTo { get; init; }

    /// <summary>The recipients, a group for each SMTP transaction.</summary>
    public IReadOnlyList<RecipientGroup> Groups { get; init; } = [];

    /// <summary>There is a mail.</summary>
    public bool IsComposed => Faults.Count == 0;
}
