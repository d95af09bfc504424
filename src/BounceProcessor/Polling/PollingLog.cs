using Microsoft.Extensions.Logging;

namespace BounceProcessor.Polling;

internal static partial class PollingLog
{
    [LoggerMessage(1150, LogLevel.Error, "Polling of {Mailbox} failed, next try in {Delay}. {Fault}")]
    public static partial void Failed(ILogger logger, string mailbox, string fault, TimeSpan delay);

    [LoggerMessage(1151, LogLevel.Error, "Polling of {Mailbox} broke, next try in {Delay}")]
    public static partial void Broke(ILogger logger, string mailbox, TimeSpan delay, Exception fault);

    [LoggerMessage(1152, LogLevel.Information, "Polling of {Mailbox} works again")]
    public static partial void Recovered(ILogger logger, string mailbox);

    [LoggerMessage(1153, LogLevel.Information, "Polling of {Mailbox} stopped; the batch in hand was rolled back and is read again by the next run")]
    public static partial void Stopped(ILogger logger, string mailbox);

    [LoggerMessage(1154, LogLevel.Debug, "{Mailbox} is being polled by {Holder}, heard of at {HeartbeatAt:u}")]
    public static partial void HeldElsewhere(ILogger logger, string mailbox, string holder, DateTimeOffset heartbeatAt);

    [LoggerMessage(1155, LogLevel.Error, "The lease of {Mailbox} is lost; the run stops")]
    public static partial void LeaseLost(ILogger logger, string mailbox);

    [LoggerMessage(1156, LogLevel.Warning, "The lease of {Mailbox} could not be given back ({Fault}); it runs out by itself")]
    public static partial void LeaseNotReleased(ILogger logger, string mailbox, string fault);

    [LoggerMessage(1157, LogLevel.Information, "{Mailbox} is polled {Schedule}")]
    public static partial void Scheduled(ILogger logger, string mailbox, string schedule);

    [LoggerMessage(1158, LogLevel.Information, "Retention stopped half-way and goes on next time")]
    public static partial void SweepStopped(ILogger logger);

    [LoggerMessage(1159, LogLevel.Error, "Retention failed and is tried again next time. The database cannot be used ({Fault}); check Database:Path and the space on its disk.")]
    public static partial void SweepFailed(ILogger logger, string fault);

    [LoggerMessage(1160, LogLevel.Error, "The run of {Mailbox} was told to stop ({Why}) and did not within {Patience}; it is left behind, its connection is closed and its lease given up")]
    public static partial void LeftBehind(ILogger logger, string mailbox, string why, TimeSpan patience);

    [LoggerMessage(1161, LogLevel.Warning, "The connection of {Mailbox} could not be closed within {Limit} and is left to itself")]
    public static partial void NotClosed(ILogger logger, string mailbox, TimeSpan limit);

    [LoggerMessage(1162, LogLevel.Warning, "How it stands with {Mailbox} could not be noted for the pages ({Fault})")]
    public static partial void StateNotSaved(ILogger logger, string mailbox, string fault);

    [LoggerMessage(1163, LogLevel.Information, "The server of {Mailbox} does not offer IDLE; the mailbox is read by its schedule only")]
    public static partial void NoIdle(ILogger logger, string mailbox);

    [LoggerMessage(1164, LogLevel.Warning, "Waiting for new mail in {Mailbox} broke, next try in {Delay}; until then its schedule reads it. {Fault}")]
    public static partial void WatchBroke(ILogger logger, string mailbox, string fault, TimeSpan delay);

    [LoggerMessage(1165, LogLevel.Warning, "{Mailbox} is read by its schedule only: there are more mailboxes on {Host} than Polling:MaxConnectionsPerHost; raise it if the server allows more connections")]
    public static partial void NotWatched(ILogger logger, string mailbox, string host);

    [LoggerMessage(1166, LogLevel.Error, "Waiting for new mail in {Mailbox} failed, next try in {Delay}; until then its schedule reads it")]
    public static partial void WatchFailed(ILogger logger, string mailbox, TimeSpan delay, Exception fault);
}
