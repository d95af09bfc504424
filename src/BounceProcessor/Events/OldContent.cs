namespace BounceProcessor.Events;

/// <summary>Stored bytes and when each company filed them.</summary>
/// <param name="Id">The bytes.</param>
/// <param name="LastFiledAt">When anybody filed them last.</param>
/// <param name="Filings">Company and time; empty when every company's were erased.</param>
internal sealed record OldContent(long Id, DateTimeOffset LastFiledAt, IReadOnlyList<(string Company, DateTimeOffset At)> Filings);
