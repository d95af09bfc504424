using BounceProcessor.Diagnosis.Reading;
using BounceProcessor.Sending.Records;

namespace BounceProcessor.Matching;

/// <summary>How it stands with a mail to one recipient after something came home. Pure.</summary>
internal static class ReturnRule
{
    /// <summary>The state after the news. A later one replaces an earlier one, but what says less than is known replaces nothing.</summary>
    /// <param name="before">The state so far; <see langword="null"/> while nothing came home.</param>
    /// <param name="news">What arrived now.</param>
    public static ReturnState? After(ReturnState? before, MailKind news) => news switch
    {
        MailKind.Failure => ReturnState.Bounced,
        MailKind.Delay => before ?? ReturnState.Delayed,
        MailKind.Relayed or MailKind.Expanded => before is null or ReturnState.Delayed ? ReturnState.Relayed : before,

        // Who complained or answered has it; that says more than a report of success.
        MailKind.Delivered or MailKind.Receipt => before is ReturnState.Complained or ReturnState.Answered ? before : ReturnState.Delivered,
        MailKind.Complaint => ReturnState.Complained,
        MailKind.Reply => before is ReturnState.Complained ? before : ReturnState.Answered,

        // A program may answer at one place behind an address while another refuses.
        MailKind.AutoReply => before is ReturnState.Complained or ReturnState.Bounced ? before : ReturnState.Answered,
        _ => before,
    };
}
