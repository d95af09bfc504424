namespace BounceProcessor.Companies;

/// <summary>Whose settings changed, and by whom.</summary>
/// <param name="Company">Code of the company in lower case.</param>
/// <param name="UserKey">Code of the user in lower case; <see langword="null"/> for the company itself.</param>
/// <param name="ChangedBy">Who did it.</param>
internal sealed record SenderHistoryPlace(string Company, string? UserKey, string ChangedBy)
{
    /// <summary>With codes in any spelling.</summary>
    public static SenderHistoryPlace Of(string company, string? user, string changedBy) =>
        new(company.ToLowerInvariant(), user?.ToLowerInvariant(), changedBy);
}
