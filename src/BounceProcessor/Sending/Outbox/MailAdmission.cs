using BounceProcessor.Sending.Composing;

namespace BounceProcessor.Sending.Outbox;

/// <summary>Finds all that is wrong with a request before anything is stored, and composes what is to be stored.</summary>
internal sealed class MailAdmission(MailFault without)
{
    /// <summary>What is known of each request before it is composed.</summary>
    public Task<IReadOnlyList<MailDraft>> PrepareAsync(IReadOnlyList<MailRequest> requests, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return Task.FromResult<IReadOnlyList<MailDraft>>(
            [.. requests.Select(request => new MailDraft(request, null, null, RequestHash.Of(request), new HashSet<string>(), [without], []))]);
    }

    /// <summary>Composes a request under a number.</summary>
    public ComposedDraft Compose(MailDraft draft, long mailId) => new(mailId, draft.Faults.Count > 0 ? draft.Faults : [without], []);

    /// <summary>Gives a composed request its numbers and tokens.</summary>
    public AcceptedMail Number(MailDraft draft, ComposedDraft composed, LastIds ids) =>
        throw new InvalidOperationException($"Mail {ids.Mail + 1} of {draft.Request.Company} has {composed.Faults.Count} faults ({without.Code}) and cannot be stored.");
}
