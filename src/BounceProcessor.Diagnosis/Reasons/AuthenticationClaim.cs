namespace BounceProcessor.Diagnosis.Reasons;

/// <summary>What a rule knows of the refused check before the words are read for domain and address.</summary>
/// <param name="Mechanism"><c>spf</c>, <c>dkim</c> or <c>dmarc</c>.</param>
/// <param name="Identity"><c>mfrom</c>, <c>helo</c> or <c>from</c>.</param>
/// <param name="Result">As in RFC 8601.</param>
internal sealed record AuthenticationClaim(string? Mechanism, string? Identity, string? Result);
