namespace BounceProcessor.Intake;

/// <summary>Which runs a list shows.</summary>
public sealed record RunFilter
{
    /// <summary>Of one mailbox; <see langword="null"/> for all.</summary>
    public string? Mailbox { get; init; }

    /// <summary>Those that ended, or began and have no end, at this time or later; <see langword="null"/> for all.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>Only those that broke off, were killed or set mails aside.</summary>
    public bool OnlyFaults { get; init; }
}
