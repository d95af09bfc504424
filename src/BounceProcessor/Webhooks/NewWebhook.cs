namespace BounceProcessor.Webhooks;

/// <summary>An endpoint that somebody wants.</summary>
/// <param name="Company">Whose news.</param>
/// <param name="Url">Where they are posted to.</param>
/// <param name="Events">Some of <see cref="WebhookEvents.All"/>.</param>
/// <param name="By">Who wants it.</param>
internal sealed record NewWebhook(string Company, string Url, IReadOnlyList<string> Events, string By)
{
    /// <summary>What is wrong with it, a line each; empty when nothing is.</summary>
    public IReadOnlyList<string> Faults(WebhookOptions options)
    {
        List<string> faults = [];
        if (WebhookUrl.Fault(Url, options) is { } fault)
        {
            faults.Add(fault);
        }

        faults.AddRange(Events.Where(name => !WebhookEvents.All.Contains(name, StringComparer.Ordinal))
            .Select(name => $"There is no event \"{name}\"; there are {string.Join(", ", WebhookEvents.All)}."));
        if (Events.Count == 0)
        {
            faults.Add($"No event was chosen; choose some of {string.Join(", ", WebhookEvents.All)}.");
        }

        return faults;
    }
}
