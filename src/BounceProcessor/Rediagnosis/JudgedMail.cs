using BounceProcessor.Events;

namespace BounceProcessor.Rediagnosis;

/// <summary>What today's rules say of a stored mail.</summary>
/// <param name="Mail">The mail.</param>
/// <param name="Company">Whose it is by today's configuration; that of the mail when it was known.</param>
/// <param name="Drafts">The events it would give; <see langword="null"/> when it could not be judged.</param>
/// <param name="Fault">How our code failed on it; <see langword="null"/> when it did not, or when its bytes are gone.</param>
internal sealed record JudgedMail(StoredMail Mail, string Company, IReadOnlyList<EventDraft>? Drafts, string? Fault)
{
    /// <summary>Retention or an erasure has removed the bytes.</summary>
    public bool IsWithoutBytes => Drafts is null && Fault is null;
}
