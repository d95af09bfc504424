namespace BounceProcessor.Sending.Connecting;

/// <summary>What became of one transmission.</summary>
/// <param name="Recipients">Each recipient asked for, in the order asked.</param>
/// <param name="Final">The reply to the end of the mail; <see langword="null"/> when it never came to that.</param>
/// <param name="QueueId">The number the server gave the mail, where its reply names one.</param>
public sealed record SubmissionOutcome(IReadOnlyList<RecipientOutcome> Recipients, ServerReply? Final, string? QueueId);
