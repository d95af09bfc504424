namespace BounceProcessor.Sending.Records;

/// <summary>In which header a recipient stands.</summary>
public enum RecipientKind
{
    /// <summary>To.</summary>
    To,

    /// <summary>Cc.</summary>
    Cc,

    /// <summary>In none: Bcc.</summary>
    Bcc,
}
