namespace BounceProcessor.Tests.Sending.RoundTrip;

/// <summary>What happens to mail for an address, and what must be known of it when everything has come home.</summary>
/// <param name="Name">Begin of the address; a number and <c>@</c> follow.</param>
/// <param name="State">Code of the recipient's state in the outbox.</param>
/// <param name="Returned">Code of what came home, when something did.</param>
/// <param name="News">Kind, reason and severity of the event, when there is one.</param>
internal sealed record Fate(string Name, string State, string? Returned, string? News)
{
    /// <summary>Taken by the far side at last.</summary>
    public static Fate Taken { get; } = new("taken", "accepted", null, null) { Arrives = true };

    /// <summary>Refused at RCPT by the far side.</summary>
    public static Fate Refused { get; } = new("refused", "accepted", "bounced", "failure mailbox-unknown hard") { Marks = true };

    /// <summary>What can happen, the company's own server first, then the far side.</summary>
    public static IReadOnlyList<Fate> All { get; } =
    [
        Taken,
        new("refused-here", "refused", null, "failure mailbox-unknown hard") { Marks = true },
        new("content-here", "refused", null, "failure spam-rejected block") { IsAlone = true },
        new("busy-here", "accepted", null, null) { Arrives = true },
        new("never-here", "refused", null, "failure greylisted soft"),
        Refused,
        new("spf", "accepted", "bounced", "failure spf-failed block"),
        new("content", "accepted", "bounced", "failure spam-rejected block"),
        new("full", "accepted", "bounced", "failure mailbox-full soft"),
        new("late", "accepted", "delayed", "delay greylisted delay") { Arrives = true },
        new("never", "accepted", "bounced", "failure mailbox-full soft"),
        new("next", "accepted", "bounced", "failure mailbox-unknown hard") { Domain = "next.example", Marks = true },
        new("moved", "accepted", "bounced", "failure mailbox-unknown hard") { Domain = "next.example", Marks = true },
    ];

    /// <summary>Where the address is: <c>next.example</c> is behind another server, which takes the mail first and bounces it later.</summary>
    public string Domain { get; init; } = "far.example";

    /// <summary>Whether the far side has the mail in the end.</summary>
    public bool Arrives { get; init; }

    /// <summary>Whether the address is marked.</summary>
    public bool Marks { get; init; }

    /// <summary>The refusal is of the whole transaction, so nobody else is on the mail.</summary>
    public bool IsAlone { get; init; }

    public string Address(int number) => $"{Name}{number}@{Domain}";

    /// <summary>The name in an address.</summary>
    public static string NameIn(string address) => address.Split('@')[0].TrimEnd('0', '1', '2', '3', '4', '5', '6', '7', '8', '9');
}
