namespace BounceProcessor.MassMail;

/// <summary>When a second row with the same address is a fault.</summary>
public enum DuplicateRule
{
    /// <summary>When it has the same document, or neither has one: a customer may get several invoices, but none twice. The default.</summary>
    AddressAndDocument,

    /// <summary>Always.</summary>
    Address,

    /// <summary>Never.</summary>
    Allow,
}
