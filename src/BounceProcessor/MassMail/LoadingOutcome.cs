using BounceProcessor.MassMail.Templates;

namespace BounceProcessor.MassMail;

/// <summary>What came of making a mass mail.</summary>
/// <param name="Batch">The draft, with all its rows looked at; <see langword="null"/> when it was refused as a whole.</param>
/// <param name="Sums">How many rows are ready, faulty and skipped.</param>
/// <param name="TemplateFaults">What is wrong with the letter.</param>
/// <param name="Faults">What else is wrong with the whole: company, user, settings, list, limits.</param>
public sealed record LoadingOutcome(Batch? Batch, BatchSums Sums, IReadOnlyList<TemplateFault> TemplateFaults, IReadOnlyList<BatchFault> Faults)
{
    /// <summary>Refused as a whole.</summary>
    internal static LoadingOutcome Refused(IReadOnlyList<BatchFault> faults) => new(null, new BatchSums(), [], faults);
}
