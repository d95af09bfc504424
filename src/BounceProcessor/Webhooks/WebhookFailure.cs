using System.Data.Common;

using BounceProcessor.Diagnosis;
using BounceProcessor.Diagnosis.Reasons;
using BounceProcessor.Events;

using Dapper;

using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace BounceProcessor.Webhooks;

/// <summary>Switches an endpoint off at which nothing arrives any more, and says so in an event and in the log.</summary>
internal sealed class WebhookFailure(TimeProvider time, IOptions<WebhookOptions> options, IOptions<EventOptions> events, ILogger<WebhookFailure> logger)
{
    /// <summary>Reason code of the event; the pages have words for it.</summary>
    public const string Condition = "webhook-disabled";

    private static readonly string Disable = SqlText.Load("Webhooks/Sql/DisableEndpoint.sql");

    /// <summary>How long a message in hand is another process's business at most.</summary>
    public TimeSpan Hold => options.Value.Timeout + TimeSpan.FromSeconds(10);

    /// <summary>A try that could not be made, because the secret was encrypted with other keys.</summary>
    public WebhookAttempt Undecipherable() => new()
    {
        StartedAt = time.GetUtcNow(),
        TookMs = 0,
        Error = "The signing secret was encrypted with other keys; bring back the folder keys that belongs to this database, or give the endpoint a new secret.",
    };

    /// <summary>What else is to be written with the outcome of a try.</summary>
    /// <returns><see langword="null"/> when nothing is.</returns>
    public Func<DbTransaction, CancellationToken, Task>? For(WebhookEndpoint endpoint, WebhookMessage message, WebhookAttempt attempt)
    {
        var now = time.GetUtcNow();
        var isOver = attempt.IsGone || now - (endpoint.FailingSince ?? now) >= options.Value.DisableAfter;
        if (attempt.IsSuccess || !endpoint.IsActive || !isOver || message.Type == WebhookEvents.Test)
        {
            return null;
        }

        return async (transaction, cancellationToken) =>
        {
            var connection = transaction.Connection ?? throw new ArgumentException("The transaction is over.", nameof(transaction));
            var values = new { Company = (string?)endpoint.Company, endpoint.Id, Because = attempt.Words };
            await connection.ExecuteAsync(new CommandDefinition(Disable, values, transaction, cancellationToken: cancellationToken));
            await new AlertEvents(transaction, now, cancellationToken).AddAsync(Alert(endpoint, attempt, now));
            WebhookLog.Disabled(logger, endpoint.Id, endpoint.Company, endpoint.FailingSince ?? now, attempt.Words);
        };
    }

    private NewAlert Alert(WebhookEndpoint endpoint, WebhookAttempt attempt, DateTimeOffset now)
    {
        var language = events.Value.Language;
        var host = new Uri(endpoint.Url).Host;
        var title = new LocalizedText($"Webhook {endpoint.Id} was switched off", $"Veebihaak {endpoint.Id} lülitati välja");
        var text = new LocalizedText(
            $"Webhook {endpoint.Id} to {host} was switched off, because its deliveries kept failing ({attempt.Words}). What waits is kept. Put the receiver right, try it with a test delivery and switch the webhook on again.",
            $"Veebihaak {endpoint.Id} serverisse {host} lülitati välja, sest saatmised ebaõnnestusid järjest ({attempt.Words}). Ootel teated on alles. Tehke vastuvõtja korda, proovige testsaatmisega ja lülitage veebihaak uuesti sisse.");
        var allowed = events.Value.ReviewDeadline;
        return new NewAlert
        {
            Company = endpoint.Company,
            Mailbox = "webhooks",
            Condition = Condition,
            Severity = Severity.Review.ToCode(),
            Fixer = Fixer.OurPostmaster.ToCode(),
            Title = title.In(language),
            Text = text.In(language),
            At = now,
            DeadlineAt = allowed > TimeSpan.Zero ? now + allowed : null,
        };
    }
}
