namespace BounceProcessor.Rediagnosis;

/// <summary>One mail and what is to be done with its events.</summary>
/// <param name="Mail">As it is judged now.</param>
/// <param name="Company">Whose it will be.</param>
/// <param name="Events">How many events rest on it.</param>
/// <param name="Changes">What is to be done.</param>
internal sealed record ComparedMail(JudgedMail Mail, string Company, int Events, IReadOnlyList<EventChange> Changes);
