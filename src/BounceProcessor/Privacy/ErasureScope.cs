namespace BounceProcessor.Privacy;

/// <summary>Whose rows are searched for what.</summary>
/// <param name="Address">The address.</param>
/// <param name="Company">Its code, empty for unresolved; <see langword="null"/> for all.</param>
internal sealed record ErasureScope(PersonalAddress Address, string? Company)
{
    /// <summary>Whether a row of this company is searched.</summary>
    public bool Has(string company) => Company is null || Company.Equals(company, StringComparison.OrdinalIgnoreCase);

    /// <summary>A company for people.</summary>
    public static string Words(string company) => company.Length == 0 ? "unresolved" : company;
}
