namespace BounceProcessor.MassMail;

/// <summary>How far the rows of a new mass mail are looked at.</summary>
/// <param name="Rows">Rows looked at.</param>
/// <param name="Faulty">Of these with faults.</param>
public sealed record LoadingProgress(long Rows, long Faulty);
