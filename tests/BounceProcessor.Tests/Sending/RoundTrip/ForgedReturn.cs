namespace BounceProcessor.Tests.Sending.RoundTrip;

/// <summary>A bounce that is none.</summary>
/// <param name="Address">Where it arrives.</param>
/// <param name="Mail">The bytes.</param>
/// <param name="Judgement">Trust and evidence of the event that comes of it; <see langword="null"/> when none may come.</param>
internal sealed record ForgedReturn(string Address, byte[] Mail, string? Judgement);
