namespace BounceProcessor.Diagnosis.Reading;

/// <summary>Whom a mail was delivered to, by the headers that receiving servers add.</summary>
internal static class DeliveryHeaders
{
    private static readonly string[] Names = ["Delivered-To", "X-Original-To", "Envelope-To", "X-Envelope-To"];

    public static IReadOnlyList<string> Of(HeaderBlock headers)
    {
        var found = new List<string>();
        foreach (var name in Names)
        {
            foreach (var value in headers.Values(name))
            {
                Add(found, Addresses.First(value));
            }
        }

        foreach (var received in headers.Values("Received"))
        {
            var at = received.IndexOf(" for ", StringComparison.OrdinalIgnoreCase);
            if (at >= 0)
            {
                Add(found, Addresses.First(received.AsSpan(at + 5)));
            }
        }

        return found;
    }

    private static void Add(List<string> found, string? address)
    {
        var lower = address?.ToLowerInvariant();
        if (lower is not null && found.Count < 20 && !found.Contains(lower))
        {
            found.Add(lower);
        }
    }
}
