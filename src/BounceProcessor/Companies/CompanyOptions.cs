namespace BounceProcessor.Companies;

/// <summary>How the company of a mail is found in a catch-all mailbox: section <c>Companies</c> of the configuration.</summary>
public sealed class CompanyOptions
{
    /// <summary>The name of the section.</summary>
    public const string Section = "Companies";

    /// <summary>The domain of the event addresses; what stands before the @ (and before a +) is the company's code. Default <c>event.data.directo.ee</c>.</summary>
    public string EventDomain { get; set; } = "event.data.directo.ee";

    /// <summary>Count only the companies of <see cref="List"/>; mail to others is unresolved. Default false.</summary>
    public bool OnlyListed { get; set; }

    /// <summary>Companies with further addresses, or all companies when <see cref="OnlyListed"/>. Default none.</summary>
    public IReadOnlyList<CompanyEntry> List { get; set; } = [];
}
