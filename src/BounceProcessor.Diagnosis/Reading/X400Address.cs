namespace BounceProcessor.Diagnosis.Reading;

/// <summary>
/// The Internet address inside an X.400 one: gateways put it into the attribute RFC-822 and write what X.400 has no letters for in
/// parentheses (RFC 2156, section 4.1.2): <c>/RFC-822=ana(a)example.org/PRMD=Org/C=EE/</c>.
/// </summary>
internal static class X400Address
{
    private const string Attribute = "RFC-822=";

    private static readonly (string Written, string Meant)[] Letters =
        [("(a)", "@"), ("(p)", "%"), ("(b)", "!"), ("(q)", "\""), ("(u)", "_"), ("(l)", "("), ("(r)", ")")];

    /// <returns><see langword="null"/> when the address holds none.</returns>
    public static string? Internet(string address)
    {
        var begin = address.IndexOf(Attribute, StringComparison.OrdinalIgnoreCase);
        if (begin < 0)
        {
            return null;
        }

        var value = address.AsSpan(begin + Attribute.Length);
        var end = value.IndexOfAny('/', ';', ' ');
        var text = (end < 0 ? value : value[..end]).ToString();
        foreach (var (written, meant) in Letters)
        {
            text = text.Replace(written, meant, StringComparison.OrdinalIgnoreCase);
        }

        return Addresses.First(text);
    }
}
