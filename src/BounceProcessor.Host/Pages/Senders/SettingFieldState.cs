namespace BounceProcessor.Host.Pages.Senders;

/// <summary>What the input within a <see cref="SettingField"/> needs.</summary>
/// <param name="Id">Its id.</param>
/// <param name="DescribedBy">Ids of hint and faults; <see langword="null"/> without any.</param>
/// <param name="Invalid"><c>true</c> for <c>aria-invalid</c>, else <see langword="null"/>.</param>
public sealed record SettingFieldState(string Id, string? DescribedBy, string? Invalid);
