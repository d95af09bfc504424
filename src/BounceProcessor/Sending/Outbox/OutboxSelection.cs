namespace BounceProcessor.Sending.Outbox;

/// <summary>Which mails of the outbox an action is about.</summary>
internal sealed record OutboxSelection
{
    private OutboxSelection(string company, long? mailId, long? batchId) => (Company, MailId, BatchId) = (company, mailId, batchId);

    /// <summary>Code of the company.</summary>
    public string Company { get; }

    /// <summary>One mail.</summary>
    public long? MailId { get; }

    /// <summary>All mails of a mass mail.</summary>
    public long? BatchId { get; }

    /// <summary>One mail with all its transmissions.</summary>
    public static OutboxSelection Mail(string company, long mailId) => new(company, mailId, null);

    /// <summary>All mails of a mass mail.</summary>
    public static OutboxSelection Batch(string company, long batchId) => new(company, null, batchId);
}
