using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;

namespace BounceProcessor.Tokens;

/// <summary>
/// The written form of a token: 31 lower case letters and digits of base32 (RFC 4648, section 6, in lower case), each part with a length of its own:
/// kind 1, key 2, day 3, number 8, company 4, signature 13.
/// </summary>
internal static class TokenText
{
    /// <summary>Letters of a token.</summary>
    public const int Length = Signed + SignatureLength;

    /// <summary>Letters before the signature; they are what is signed.</summary>
    public const int Signed = 18;

    /// <summary>The largest number a token can name: a million million.</summary>
    public const long LargestId = (1L << 40) - 1;

    /// <summary>Keys are named by the rest of their number by this.</summary>
    public const int KeyNames = 1 << 10;

    private const int SignatureLength = 13;

    private const string Alphabet = "abcdefghijklmnopqrstuvwxyz234567";

    private static readonly DateOnly FirstDay = new(2020, 1, 1);

    /// <summary>Twenty bits that tell companies apart.</summary>
    public static uint CompanyMark(string company)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(company.ToLowerInvariant()), hash);
        return ((uint)hash[0] << 12) | ((uint)hash[1] << 4) | ((uint)hash[2] >> 4);
    }

    /// <summary>Writes a token.</summary>
    /// <param name="parts">What it says.</param>
    /// <param name="keyNumber">Which key signs.</param>
    /// <param name="key">That key.</param>
    public static string Write(TokenReading parts, long keyNumber, ReadOnlySpan<byte> key)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(parts.Id);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(parts.Id, LargestId);
        Span<char> text = stackalloc char[Length];
        text[0] = parts.Kind == TokenKind.Mail ? 'm' : 't';
        WriteNumber(text[1..3], keyNumber % KeyNames);
        WriteNumber(text[3..6], parts.IssuedOn.DayNumber - FirstDay.DayNumber);
        WriteNumber(text[6..14], parts.Id);
        WriteNumber(text[14..Signed], parts.CompanyMark);
        Sign(text[..Signed], key, text[Signed..]);
        return new string(text);
    }

    /// <summary>
    /// Finds the last thing that has the form of a token: in an address, in a Message-ID, or alone. What a forwarder puts around the address (SRS, BATV)
    /// ends at a sign that no token has, so nothing needs to be known about it.
    /// </summary>
    /// <returns>In lower case; <see langword="null"/> when there is none.</returns>
    public static string? Find(string text)
    {
        var run = 0;
        for (var i = text.Length - 1; i >= -1; i--)
        {
            if (i >= 0 && char.IsAsciiLetterOrDigit(text[i]))
            {
                run++;
                continue;
            }

            if (run == Length && text[i + 1] is 'm' or 'M' or 't' or 'T')
            {
                return text.Substring(i + 1, Length).ToLowerInvariant();
            }

            run = 0;
        }

        return null;
    }

    /// <summary>Takes a token apart without believing it.</summary>
    /// <param name="token">From <see cref="Find"/>.</param>
    /// <param name="parts">With the state Forged: the signature comes next.</param>
    /// <param name="keyName">Rest of the number of the key by <see cref="KeyNames"/>.</param>
    /// <returns>False when a letter is none that we write.</returns>
    public static bool TryRead(string token, [NotNullWhen(true)] out TokenReading? parts, out int keyName)
    {
        parts = null;
        keyName = (int)Number(token.AsSpan(1, 2));
        var day = Number(token.AsSpan(3, 3));
        var id = Number(token.AsSpan(6, 8));
        var company = Number(token.AsSpan(14, 4));
        if (keyName < 0 || day < 0 || id < 0 || company < 0)
        {
            return false;
        }

        var kind = token[0] == 'm' ? TokenKind.Mail : TokenKind.Transmission;
        parts = new TokenReading(TokenState.Forged, kind, id, FirstDay.AddDays((int)day), (uint)company);
        return true;
    }

    /// <summary>Whether the signature is of this key; takes the same time for every wrong one.</summary>
    public static bool IsSignedWith(string token, ReadOnlySpan<byte> key)
    {
        Span<char> signature = stackalloc char[SignatureLength];
        Sign(token.AsSpan(0, Signed), key, signature);
        return CryptographicOperations.FixedTimeEquals(
            System.Runtime.InteropServices.MemoryMarshal.AsBytes(token.AsSpan(Signed)),
            System.Runtime.InteropServices.MemoryMarshal.AsBytes<char>(signature));
    }

    // 65 of the 256 bits of HMAC-SHA-256 (RFC 2104, section 5).
    private static void Sign(ReadOnlySpan<char> text, ReadOnlySpan<byte> key, Span<char> signature)
    {
        Span<byte> bytes = stackalloc byte[Signed];
        Span<byte> hash = stackalloc byte[HMACSHA256.HashSizeInBytes];
        Encoding.ASCII.GetBytes(text, bytes);
        HMACSHA256.HashData(key, bytes, hash);
        for (var i = 0; i < signature.Length; i++)
        {
            var bit = i * 5;
            var two = (hash[bit / 8] << 8) | hash[(bit / 8) + 1];
            signature[i] = Alphabet[(two >> (11 - (bit % 8))) & 31];
        }
    }

    private static void WriteNumber(Span<char> text, long number)
    {
        for (var i = text.Length - 1; i >= 0; i--)
        {
            text[i] = Alphabet[(int)(number & 31)];
            number >>= 5;
        }
    }

    private static long Number(ReadOnlySpan<char> text)
    {
        var number = 0L;
        foreach (var letter in text)
        {
            var digit = Alphabet.IndexOf(letter, StringComparison.Ordinal);
            if (digit < 0)
            {
                return -1;
            }

            number = (number << 5) | (uint)digit;
        }

        return number;
    }
}
