namespace BounceProcessor.Sending.Records;

/// <summary>What came home later about a mail to one recipient; a later one replaces an earlier one, but a delay replaces nothing.</summary>
public enum ReturnState
{
    /// <summary>A delay notice.</summary>
    Delayed,

    /// <summary>A failure.</summary>
    Bounced,

    /// <summary>A report of success.</summary>
    Delivered,

    /// <summary>A complaint.</summary>
    Complained,

    /// <summary>A person or a program answered.</summary>
    Answered,

    /// <summary>Passed on to a system that sends no reports, or to the members of a list.</summary>
    Relayed,
}
