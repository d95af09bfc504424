namespace BounceProcessor.ApiTokens;

/// <summary>What an <see cref="ApiToken"/> allows.</summary>
public static class ApiScopes
{
    /// <summary>Send and cancel mails.</summary>
    public const string MailsSend = "mails:send";

    /// <summary>Read sent mails and what became of them.</summary>
    public const string MailsRead = "mails:read";

    /// <summary>Make, start, pause, throttle and stop mass mails, and read what became of their rows.</summary>
    public const string MassMails = "mass-mails:send";

    /// <summary>Read events.</summary>
    public const string EventsRead = "events:read";

    /// <summary>Read which addresses are marked.</summary>
    public const string MarksRead = "marks:read";

    /// <summary>Release marked addresses.</summary>
    public const string MarksWrite = "marks:write";

    /// <summary>Change user cards, passwords included.</summary>
    public const string UsersWrite = "users:write";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> All { get; } = [MailsSend, MailsRead, MassMails, EventsRead, MarksRead, MarksWrite, UsersWrite];
}
