namespace BounceProcessor.Matching;

/// <summary>One of those a mail speaks of.</summary>
/// <param name="Key">As the event is told from the others of its mail.</param>
/// <param name="AddressKeys">All addresses the report has for this recipient.</param>
internal sealed record MatchPerson(string Key, IReadOnlyList<string> AddressKeys);
