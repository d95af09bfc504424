using BounceProcessor.MassMail;

namespace BounceProcessor.Host.Commands.MassMail;

/// <summary>What <c>bounceproc mailmerge</c> was asked for.</summary>
internal sealed record MailMergeRequest
{
    public required string Company { get; init; }

    public required string User { get; init; }

    public required IReadOnlyList<string> Templates { get; init; }

    public required string Recipients { get; init; }

    public string? Subject { get; init; }

    public string? Name { get; init; }

    public string? From { get; init; }

    public string? Unsubscribe { get; init; }

    public string? Attachments { get; init; }

    public IReadOnlyList<string> Attach { get; init; } = [];

    public bool IsAutomatic { get; init; }

    public DuplicateRule Duplicates { get; init; }

    public int? Throttle { get; init; }

    public bool IsTrial { get; init; }

    public bool IsPreview { get; init; }

    public long? PreviewRow { get; init; }
}
