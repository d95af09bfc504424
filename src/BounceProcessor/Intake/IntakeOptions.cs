using System.ComponentModel.DataAnnotations;

namespace BounceProcessor.Intake;

/// <summary>How mails are taken in: section <c>Intake</c> of the configuration.</summary>
public sealed class IntakeOptions
{
    /// <summary>The name of the section.</summary>
    public const string Section = "Intake";

    /// <summary>Mails read, diagnosed and committed together. Default 250, 1 to 500.</summary>
    [Range(1, 500)]
    public int BatchMails { get; set; } = 250;

    /// <summary>Bytes read together; a single larger mail is a batch of its own. Default 16 MiB, 1 MiB to 256 MiB.</summary>
    [Range(1_048_576, 268_435_456)]
    public long BatchBytes { get; set; } = 16 * 1024 * 1024;

    /// <summary>How many positions (IMAP UIDs) behind the last one a listing starts again, for mails that show up late. Default 1,000, 0 to 1,000,000.</summary>
    [Range(0, 1_000_000)]
    public long LookBack { get; set; } = 1000;
}
