using Microsoft.Extensions.Logging;

namespace BounceProcessor.Sending.Outbox;

internal static partial class OutboxLog
{
    [LoggerMessage(1400, LogLevel.Warning, "A process that was sending has ended: {Returned} transmissions wait again, {Unsure} may have gone out and wait for a person: bounceproc outbox list --unsure")]
    public static partial void Recovered(ILogger logger, int returned, int unsure);

    [LoggerMessage(1401, LogLevel.Error, "{Server} cannot be used, its mails wait; it is asked again at {RestUntil:u}. {Fault}")]
    public static partial void ServerRests(ILogger logger, string server, DateTimeOffset restUntil, string fault);

    [LoggerMessage(1402, LogLevel.Information, "{Server} can be used again")]
    public static partial void ServerWorks(ILogger logger, string server);

    [LoggerMessage(1403, LogLevel.Warning, "Transmission {Transmission} of mail {Mail} may have gone out and is not sent again by itself ({Reply}); decide: bounceproc outbox unsure {Mail}")]
    public static partial void Unsure(ILogger logger, long transmission, long mail, string reply);

    [LoggerMessage(1404, LogLevel.Error, "The database cannot be written to, the result of transmission {Transmission} is stored later ({Fault}); nothing is sent meanwhile")]
    public static partial void ResultWaits(ILogger logger, long transmission, string fault);

    [LoggerMessage(1405, LogLevel.Error, "The outbox could not be looked through, the next look is in {Delay} ({Fault})")]
    public static partial void LookFailed(ILogger logger, TimeSpan delay, string fault);

    [LoggerMessage(1406, LogLevel.Error, "Sending by {Server} broke, the connection is closed and opened anew")]
    public static partial void Broke(ILogger logger, string server, Exception fault);

    [LoggerMessage(1407, LogLevel.Warning, "Mail {Mail} of {Company} waits: {Fault}")]
    public static partial void NoSettings(ILogger logger, long mail, string company, string fault);

    [LoggerMessage(1408, LogLevel.Information, "Sending stopped; {Returned} transmissions in hand wait again")]
    public static partial void Stopped(ILogger logger, int returned);

    [LoggerMessage(1409, LogLevel.Debug, "Transmission {Transmission} by {Server}: {State} {Reply}")]
    public static partial void Settled(ILogger logger, long transmission, string server, string state, string? reply);

    [LoggerMessage(1410, LogLevel.Error, "The look through the outbox broke")]
    public static partial void LookBroke(ILogger logger, Exception fault);

    [LoggerMessage(1411, LogLevel.Warning, "Transmission {Transmission} of mail {Mail} was cancelled or taken over while it was under way; its connection was dropped before the end of the mail")]
    public static partial void Lost(ILogger logger, long transmission, long mail);

    [LoggerMessage(1412, LogLevel.Error, "Mail {Mail} of {Company} cannot be sent, its content is no longer kept or damaged ({Fault}); it is cancelled")]
    public static partial void ContentGone(ILogger logger, long mail, string company, string fault);

    [LoggerMessage(1413, LogLevel.Warning, "No more mails for {Server} could be taken for now ({Fault}); those in hand are sent")]
    public static partial void TakeFailed(ILogger logger, string server, string fault);
}
