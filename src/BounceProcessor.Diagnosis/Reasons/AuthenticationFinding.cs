namespace BounceProcessor.Diagnosis.Reasons;

/// <summary>What a refusal says of a failed check of our identity; a value is <see langword="null"/> where the words do not say. From a stranger's text, so untrusted.</summary>
/// <param name="Mechanism"><c>spf</c>, <c>dkim</c> or <c>dmarc</c>.</param>
/// <param name="Identity"><c>mfrom</c>, <c>helo</c> or <c>from</c>.</param>
/// <param name="Domain">The domain that was checked.</param>
/// <param name="Ip">The client address that was checked.</param>
/// <param name="Result">As in RFC 8601: <c>fail</c>, <c>softfail</c>, <c>permerror</c>, …</param>
/// <param name="Receiver">The host that checked.</param>
public sealed record AuthenticationFinding(string? Mechanism, string? Identity, string? Domain, string? Ip, string? Result, string? Receiver);
