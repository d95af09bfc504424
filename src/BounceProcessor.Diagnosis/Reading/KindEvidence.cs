namespace BounceProcessor.Diagnosis.Reading;

/// <summary>What the kind of a mail was told by: a sign of a closed set, and the value it had in this mail.</summary>
/// <param name="Sign">The sign; pages have a text for each in every language.</param>
/// <param name="Value">What was found, as it stands in the mail; may be empty.</param>
public sealed record KindEvidence(KindSign Sign, string Value)
{
    private const string Separator = ": ";

    /// <summary>The written form, as stored and printed: <c>delivery-status: message/delivery-status, 2</c>.</summary>
    public override string ToString() => Value.Length == 0 ? Sign.ToCode() : Sign.ToCode() + Separator + Value;

    /// <summary>Reads the written form.</summary>
    /// <returns><see langword="null"/> when the text does not begin with the code of a sign.</returns>
    public static KindEvidence? Parse(string text)
    {
        var end = text.IndexOf(Separator, StringComparison.Ordinal);
        return Codes.Parse<KindSign>(end < 0 ? text : text[..end]) is { } sign
            ? new KindEvidence(sign, end < 0 ? "" : text[(end + Separator.Length)..])
            : null;
    }
}
