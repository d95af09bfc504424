namespace BounceProcessor.Intake;

/// <summary>Adds up what retention removes, by company.</summary>
internal sealed class RetentionCount
{
    private readonly SortedDictionary<string, RetentionSums> _byCompany = new(StringComparer.Ordinal);

    /// <summary>The sums, by company.</summary>
    public IReadOnlyList<RetentionSums> Sums => [.. _byCompany.Values];

    /// <summary>Adds some.</summary>
    public void Add(RetentionSums sums) =>
        _byCompany[sums.Company] = _byCompany.TryGetValue(sums.Company, out var before) ? before.Plus(sums) : sums;
}
