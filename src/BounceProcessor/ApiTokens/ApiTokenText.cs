using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace BounceProcessor.ApiTokens;

/// <summary>The written form of a token: <c>bounceproc_</c> and 256 random bits.</summary>
internal static class ApiTokenText
{
    /// <summary>How every token begins, so that people and scanners know one when they see it.</summary>
    public const string Start = "bounceproc_";

    private const int RandomBytes = 32;
    private const int ShownCharacters = 6;

    private static readonly int Length = Start.Length + Base64Url.GetEncodedLength(RandomBytes);

    /// <summary>A new one.</summary>
    public static string New() => Start + Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(RandomBytes));

    /// <summary>What may be shown of it.</summary>
    public static string PrefixOf(string token) => token[..(Start.Length + ShownCharacters)];

    /// <summary>What is stored of it; <see langword="null"/> for what cannot be a token.</summary>
    public static byte[]? HashOf(string? token) =>
        token is not null && token.Length == Length && token.StartsWith(Start, StringComparison.Ordinal)
            ? SHA256.HashData(Encoding.UTF8.GetBytes(token))
            : null;
}
