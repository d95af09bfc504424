namespace BounceProcessor.SignIn;

/// <summary>Something in a token that its mail server will not like.</summary>
/// <param name="Cause">What the token says.</param>
/// <param name="Remedy">What to do.</param>
internal sealed record TokenFault(string Cause, string Remedy);
