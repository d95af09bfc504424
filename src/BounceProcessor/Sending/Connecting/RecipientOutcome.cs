namespace BounceProcessor.Sending.Connecting;

/// <summary>What became of a mail to one recipient.</summary>
/// <param name="Address">As it was asked for.</param>
/// <param name="Verdict">What became of it.</param>
/// <param name="Stage">Where that was decided.</param>
/// <param name="Reply">The server's answer that decided; <see langword="null"/> when there was none.</param>
/// <param name="Fault">What happened instead of an answer, on one line; <see langword="null"/> when there was an answer.</param>
public sealed record RecipientOutcome(string Address, RecipientVerdict Verdict, SubmissionStage Stage, ServerReply? Reply, string? Fault)
{
    /// <summary>The answer, or what happened instead.</summary>
    public string Words => Reply?.ToString() ?? Fault ?? "";
}
