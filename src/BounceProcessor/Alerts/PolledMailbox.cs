namespace BounceProcessor.Alerts;

/// <summary>How a mailbox does.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Company">Its company; empty for a catch-all.</param>
/// <param name="Activity">Its runs.</param>
/// <param name="Silent">How long the service has been running since the last successful one.</param>
/// <param name="Allowed">How long that may be.</param>
internal sealed record PolledMailbox(string Name, string Company, MailboxActivity Activity, TimeSpan Silent, TimeSpan Allowed)
{
    /// <summary>Whether it has been silent for too long.</summary>
    public bool IsSilent => Silent > Allowed;
}
