using BounceProcessor.Events;
using BounceProcessor.Mailboxes;

namespace BounceProcessor.Intake;

/// <summary>One mail between reading and filing.</summary>
/// <param name="Raw">As it was read.</param>
/// <param name="Company">Whose it is; empty for unresolved.</param>
/// <param name="Mail">Ready to be filed; <see langword="null"/> when our code failed on it.</param>
/// <param name="Fault">How our code failed; <see langword="null"/> when it did not.</param>
internal sealed record PreparedMail(RawMail Raw, string Company, NewMail? Mail, string? Fault)
{
    /// <summary>It lies in a mailbox where people get their mail, and is no bounce of a mail that we sent: nothing of it is kept.</summary>
    public bool IsNotOurs { get; init; }

    /// <summary>The code and rules it was prepared by; empty when they are others by now, so that what failed is soon tried again.</summary>
    public string Fingerprint { get; init; } = "";
}
