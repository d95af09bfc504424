using BounceProcessor.Senders;

namespace BounceProcessor.Tests.Sending.RoundTrip;

/// <summary>A user who sends in the round trip.</summary>
internal sealed record PlannedSender(string Company, string User, SenderMode Mode)
{
    /// <summary>One a mode. Bounces of the second company come to its user's own mailbox.</summary>
    public static IReadOnlyList<PlannedSender> All { get; } =
    [
        new("firmanimi", "MARI", SenderMode.Directo),
        new("firmanimi", "PEETER", SenderMode.Smtp),
        new("kirjad", "KIRI", SenderMode.Microsoft365Oauth),
        new("firmanimi", "ANNE", SenderMode.DirectoReplyTo),
    ];
}
