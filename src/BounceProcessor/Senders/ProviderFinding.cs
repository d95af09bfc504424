namespace BounceProcessor.Senders;

/// <summary>What the domain of an e-mail address says of its provider.</summary>
/// <param name="Provider">The provider; <see langword="null"/> when it is none that is known, or there was no answer.</param>
/// <param name="IsAnswered">False when the name servers could not be asked or did not answer in time.</param>
internal sealed record ProviderFinding(SubmissionProvider? Provider, bool IsAnswered);
