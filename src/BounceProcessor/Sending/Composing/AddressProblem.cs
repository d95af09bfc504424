namespace BounceProcessor.Sending.Composing;

/// <summary>Why a text is no address that can be mailed to.</summary>
internal enum AddressProblem
{
    /// <summary>There is nothing.</summary>
    Empty,

    /// <summary>Not one @ with something before and behind it.</summary>
    At,

    /// <summary>A letter that no address has: a blank, a bracket, an invisible sign.</summary>
    Letter,

    /// <summary>What stands behind the @ is no domain.</summary>
    Domain,

    /// <summary>More than 64 bytes before the @, or more than 254 in all (RFC 5321, section 4.5.3.1).</summary>
    Long,
}
