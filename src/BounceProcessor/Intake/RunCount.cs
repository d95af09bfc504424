namespace BounceProcessor.Intake;

/// <summary>Counts one run while it goes on.</summary>
internal sealed class RunCount(IntakeRequest request, long id, DateTimeOffset startedAt, TimeProvider time)
{
    private readonly Dictionary<MailResult, long> _results = [];
    private readonly long _started = time.GetTimestamp();
    private long _seen;
    private long _known;
    private long _new;
    private long _left;
    private long _settled;
    private long _added;
    private long _updated;

    /// <summary>The mailbox's name.</summary>
    public string Mailbox => request.Mailbox;

    /// <summary>Whether this is a dry run, which is not stored.</summary>
    public bool IsDryRun => request.DryRun;

    /// <summary>Whether the run's time budget is used up.</summary>
    public bool IsTimeUp => time.GetElapsedTime(_started) >= request.Options.RunBudget;

    /// <summary>Mails listed so far.</summary>
    public long Seen => _seen;

    /// <summary>New mails done so far.</summary>
    public long Done => _results.Values.Sum();

    /// <summary>A page was listed and compared with the ledger.</summary>
    public void List(int seen, int known)
    {
        _seen += seen;
        _known += known;
        _new += seen - known;

        // Not done until an outcome says so: whatever breaks the run off, the rest is counted as left.
        _left += seen - known;
    }

    /// <summary>One new mail is done.</summary>
    public void Add(MailOutcome outcome)
    {
        _left--;
        if (outcome.Result == MailResult.DoneMeanwhile)
        {
            _new--;
            _known++;
            return;
        }

        _results[outcome.Result] = Of(outcome.Result) + 1;
        _added += outcome.Added.Count;
        _updated += outcome.Updated.Count;
    }

    /// <summary>Mails were settled in the mailbox.</summary>
    public void Settle(int mails) => _settled += mails;

    /// <summary>What there is to say at the end.</summary>
    public RunSummary Summary(string? error) => new()
    {
        Id = id,
        Company = request.Options.Company,
        Mailbox = request.Mailbox,
        StartedAt = startedAt,
        EndedAt = time.GetUtcNow(),
        Seen = _seen,
        Known = _known,
        New = _new,
        Bounces = Of(MailResult.Bounce),
        NotBounces = Of(MailResult.NotABounce) + Of(MailResult.NotOurs),
        Duplicates = Of(MailResult.Duplicate),
        Quarantined = Of(MailResult.Quarantined),
        Left = _left,
        EventsAdded = _added,
        EventsUpdated = _updated,
        Settled = _settled,
        Error = error,
    };

    private long Of(MailResult result) => _results.GetValueOrDefault(result);
}
