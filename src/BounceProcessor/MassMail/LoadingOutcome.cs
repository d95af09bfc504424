using BounceProcessor.Diagnosis;
using BounceProcessor.MassMail.Templates;

namespace BounceProcessor.MassMail;

/// <summary>What came of making a mass mail.</summary>
/// <param name="Batch">The draft, with all its rows looked at; <see langword="null"/> when it was refused as a whole.</param>
/// <param name="Sums">How many rows are ready, faulty and skipped.</param>
/// <param name="TemplateFaults">What is wrong with the letter.</param>
/// <param name="Faults">What else is wrong with the whole: company, user, settings, list, limits.</param>
public sealed record LoadingOutcome(Batch? Batch, BatchSums Sums, IReadOnlyList<TemplateFault> TemplateFaults, IReadOnlyList<BatchFault> Faults)
{
    /// <summary>The same request with the same key made it before; nothing was made anew.</summary>
    public bool IsRepeated { get; init; }

    /// <summary>The key belongs to another request, or to one that is being read at this moment.</summary>
    public bool IsKeyTaken { get; init; }

    /// <summary>Refused as a whole.</summary>
    internal static LoadingOutcome Refused(IReadOnlyList<BatchFault> faults) => new(null, new BatchSums(), [], faults);

    /// <summary>Refused for its key.</summary>
    internal static LoadingOutcome KeyTaken(string en, string et) => Refused([new BatchFault("key", new LocalizedText(en, et))]) with { IsKeyTaken = true };
}
