namespace BounceProcessor.Companies;

/// <summary>What happens to a mail to an address that is known not to work.</summary>
public enum MarkedAddressRule
{
    /// <summary>It goes out, and the sender is told.</summary>
    Warn,

    /// <summary>It does not go out.</summary>
    Refuse,
}
