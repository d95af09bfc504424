namespace BounceProcessor.Diagnosis.Reading;

/// <summary>The tag behind the plus of the envelope sender, to which a report comes back: <c>firmanimi+token@event.data.directo.ee</c>.</summary>
internal static class EnvelopeTag
{
    /// <summary>More letters than this are no tag: what stands before an @ has no more (RFC 5321, section 4.5.3.1.1).</summary>
    public const int Longest = 64;

    /// <summary>Looks where the report was delivered to, whom it is addressed to, and in what it returns, in this order.</summary>
    /// <returns>In lower case, because servers fold it; <see langword="null"/> when no address has one.</returns>
    public static string? Find(MailParts mail, OriginalMessage? original)
    {
        foreach (var address in mail.DeliveredTo)
        {
            if (Of(address) is { } tag)
            {
                return tag;
            }
        }

        return Of(mail.Headers.Address("To")) ?? Of(original?.ReturnPath);
    }

    /// <summary>The tag of one address; a forwarder's SRS and a sender's BATV wrapping is taken off.</summary>
    public static string? Of(string? address)
    {
        if (address is null || address.LastIndexOf('@') is not (> 0 and var at))
        {
            return null;
        }

        var local = Unwrapped(Unquoted(address.AsSpan(0, at)));
        var plus = local.IndexOf('+');
        return plus > 0 && local.Length - plus - 1 is > 0 and <= Longest ? local[(plus + 1)..].ToString().ToLowerInvariant() : null;
    }

    // Some gateways quote whatever has an unusual sign before the @.
    private static ReadOnlySpan<char> Unquoted(ReadOnlySpan<char> local) =>
        local.Length > 2 && local[0] == '"' && local[^1] == '"' ? local[1..^1] : local;

    // SRS0=hash=time=domain=local, SRS1=hash=forwarder==hash=time=domain=local, prvs=hash=local, btv1==hash==local.
    private static ReadOnlySpan<char> Unwrapped(ReadOnlySpan<char> local)
    {
        var wrapped = local.StartsWith("SRS0", StringComparison.OrdinalIgnoreCase) || local.StartsWith("SRS1", StringComparison.OrdinalIgnoreCase)
            || local.StartsWith("prvs=", StringComparison.OrdinalIgnoreCase) || local.StartsWith("btv1=", StringComparison.OrdinalIgnoreCase);
        return wrapped ? local[(local.LastIndexOf('=') + 1)..] : local;
    }
}
