namespace BounceProcessor.SignIn;

/// <summary>No access token can be had.</summary>
/// <param name="cause">What is wrong, with its value; no capital letter, no full stop.</param>
/// <param name="remedy">What to do.</param>
/// <param name="innerException">The fault below; its text is not shown.</param>
internal sealed class TokenException(string cause, string remedy, Exception? innerException) : Exception($"{cause}. To mend it: {remedy}.", innerException)
{
    public string Cause => cause;

    public string Remedy => remedy;

    /// <summary>The token endpoint did not answer or is out of order: the account itself may be right, and a token at hand may be used on.</summary>
    public bool IsPassing { get; init; }
}
