using BounceProcessor.Sending.Composing;

namespace BounceProcessor.MassMail;

/// <summary>A row as it would go out now.</summary>
public sealed record RowPreview
{
    /// <summary>Which row.</summary>
    public required long RowNumber { get; init; }

    /// <summary>To whom.</summary>
    public required string Address { get; init; }

    /// <summary>The headers of the mail, one a line, decoded; without those that the numbers of a real mail give.</summary>
    public IReadOnlyList<string> Headers { get; init; } = [];

    /// <summary>The subject.</summary>
    public string Subject { get; init; } = "";

    /// <summary>The text; <see langword="null"/> without one.</summary>
    public string? Text { get; init; }

    /// <summary>The HTML; <see langword="null"/> without one. To be shown in a frame that runs nothing and loads nothing.</summary>
    public string? Html { get; init; }

    /// <summary>Names and sizes of the files.</summary>
    public IReadOnlyList<(string Name, long SizeBytes)> Files { get; init; } = [];

    /// <summary>Why it does not go out; empty when it does.</summary>
    public IReadOnlyList<MailFault> Faults { get; init; } = [];
}
