namespace BounceProcessor.Diagnosis;

/// <summary>One text in the two languages of the product.</summary>
/// <param name="En">English.</param>
/// <param name="Et">Estonian.</param>
public sealed record LocalizedText(string En, string Et)
{
    /// <summary>The text in <c>et</c>; every other language gets English.</summary>
    public string In(string language) => language.StartsWith("et", StringComparison.OrdinalIgnoreCase) ? Et : En;
}
