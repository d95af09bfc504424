using System.Globalization;

using BounceProcessor.Webhooks;

namespace BounceProcessor.Host.Commands.Webhooks;

/// <summary>Webhooks and their log as text.</summary>
internal static class WebhookText
{
    /// <summary>A line a webhook.</summary>
    public static IEnumerable<string> Table(IReadOnlyList<WebhookEndpoint> endpoints)
    {
        if (endpoints.Count == 0)
        {
            return ["There are no webhooks; bounceproc webhook add adds one."];
        }

        var table = new TextTable(("id", true), ("company", false), ("address", false), ("events", false), ("waiting", true), ("state", false));
        foreach (var endpoint in endpoints)
        {
            table.Add(Number(endpoint.Id), endpoint.Company, endpoint.Url, endpoint.EventTypes, Number(endpoint.Waiting), State(endpoint));
        }

        return table.Lines();
    }

    /// <summary>A line a message.</summary>
    public static IEnumerable<string> Log(IReadOnlyList<WebhookLogEntry> entries)
    {
        if (entries.Count == 0)
        {
            return ["Nothing was to be delivered yet."];
        }

        var table = new TextTable(("message", true), ("event", false), ("happened", false), ("state", false), ("tries", true), ("last answer", false), ("ms", true));
        foreach (var (message, last) in entries)
        {
            table.Add(
                Number(message.Id),
                message.Type,
                Moment(message.OccurredAt),
                message.State == "waiting" && message.Attempts > 0 ? $"waiting until {Moment(message.NextAt)}" : message.State,
                Number(message.Attempts),
                last is null ? "" : $"{last.Words}{(last.Response is { } response ? $" \"{Short(response)}\"" : "")}",
                last is null ? "" : Number(last.TookMs));
        }

        return table.Lines();
    }

    private static string State(WebhookEndpoint endpoint) => endpoint switch
    {
        { IsActive: true, FailingSince: { } since } => $"failing since {Moment(since)}",
        { IsActive: true } => "on",
        { DisabledBecause: { } why } => $"switched off: {why}",
        _ => "off",
    };

    private static string Short(string text) => text.Length > 60 ? string.Concat(text.AsSpan(0, 60), "…") : text;

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Moment(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
}
