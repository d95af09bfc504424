using System.Buffers;
using System.Text;

namespace BounceProcessor.Sending.Composing;

/// <summary>Where a reader says that no more such letters are wanted.</summary>
/// <param name="Uri">Of the scheme mailto or https, in ASCII.</param>
internal sealed record UnsubscribeAddress(string Uri)
{
    // It must stand in one line of a header.
    private const int Longest = 900;

    private static readonly SearchValues<char> NotInHeader = SearchValues.Create("<>, \r\n");

    /// <summary>A program may ask for it with one POST (RFC 8058).</summary>
    public bool IsOneClick => Uri.StartsWith("https:", StringComparison.Ordinal);

    /// <summary>Reads an address, a mailto link or an https link.</summary>
    /// <returns><see langword="null"/> for what is none of them.</returns>
    public static UnsubscribeAddress? Read(string text)
    {
        var uri = EnvelopeAddress.TryRead(text, out var address, out _) ? Written($"mailto:{address}") : Written(text.Trim());
        return uri is null || uri.Length > Longest || !Ascii.IsValid(uri) || uri.AsSpan().ContainsAny(NotInHeader) ? null : new UnsubscribeAddress(uri);
    }

    private static string? Written(string text) =>
        System.Uri.TryCreate(text, UriKind.Absolute, out var uri) && (uri.Scheme == System.Uri.UriSchemeMailto || (uri.Scheme == System.Uri.UriSchemeHttps && uri.Host.Length > 0 && uri.UserInfo.Length == 0))
            ? uri.AbsoluteUri
            : null;
}
