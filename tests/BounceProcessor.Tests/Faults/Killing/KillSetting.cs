namespace BounceProcessor.Tests.Faults.Killing;

/// <summary>A mailbox that runs are killed at.</summary>
/// <param name="ImapPort">Of the server.</param>
/// <param name="LmtpPort">Where its mail is delivered.</param>
/// <param name="AfterFiling">Leave, Flag or Move.</param>
internal sealed record KillSetting(int ImapPort, int LmtpPort, string AfterFiling);
