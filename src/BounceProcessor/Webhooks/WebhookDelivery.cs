namespace BounceProcessor.Webhooks;

/// <summary>Delivers messages that were taken from the queue.</summary>
internal sealed class WebhookDelivery(WebhookQueue queue, WebhookEndpoints endpoints, WebhookWriter writer, WebhookSender sender, WebhookFailure failure)
{
    /// <summary>Delivers what is due for an endpoint, one after the other, until a try fails.</summary>
    /// <param name="company">Whose endpoint.</param>
    /// <param name="id">Which one.</param>
    /// <param name="most">Most messages, so that other endpoints get their turn.</param>
    /// <param name="cancellationToken">Ends after the message in hand was broken off; it is delivered again later.</param>
    /// <returns>How many tries were made.</returns>
    public async Task<int> DeliverDueAsync(string company, long id, int most, CancellationToken cancellationToken)
    {
        for (var tries = 0; tries < most;)
        {
            if (await endpoints.FindAsync(company, id, cancellationToken) is not { IsActive: true } endpoint
                || await queue.ClaimAsync(company, id, failure.Hold, cancellationToken) is not { } message)
            {
                return tries;
            }

            if (await DeliverAsync(endpoint, message, cancellationToken) is not { } attempt)
            {
                continue;
            }

            tries++;
            if (!attempt.IsSuccess)
            {
                return tries;
            }
        }

        return most;
    }

    /// <summary>Sends a test message, to an endpoint that is switched off too.</summary>
    /// <returns><see langword="null"/> when there is no such endpoint.</returns>
    public async Task<WebhookAttempt?> TestAsync(string? company, long id, CancellationToken cancellationToken) =>
        await endpoints.FindAsync(company, id, cancellationToken) is { } endpoint
            ? await DeliverAsync(endpoint, await queue.AddTestAsync(endpoint, failure.Hold, cancellationToken), cancellationToken)
            : null;

    private async Task<WebhookAttempt?> DeliverAsync(WebhookEndpoint endpoint, WebhookMessage message, CancellationToken cancellationToken)
    {
        var body = await writer.WriteAsync(message, cancellationToken);
        if (body is null)
        {
            await queue.DropAsync(message, cancellationToken);
            return null;
        }

        var secrets = await endpoints.SecretsAsync(endpoint, cancellationToken);
        var attempt = secrets.Count > 0
            ? await sender.SendAsync(endpoint, secrets, message.Key, body, cancellationToken)
            : failure.Undecipherable();

        // Not cancelled any more: what the endpoint has taken must not be sent to it again.
        await queue.SettleAsync(endpoint, message, attempt, failure.For(endpoint, message, attempt), CancellationToken.None);
        return attempt;
    }
}
