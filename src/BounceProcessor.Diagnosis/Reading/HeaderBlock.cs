using MimeKit;
using MimeKit.Utils;

namespace BounceProcessor.Diagnosis.Reading;

/// <summary>The headers of a mail or part, in order; values are decoded when asked for.</summary>
internal sealed class HeaderBlock(IReadOnlyList<Header> headers)
{
    /// <summary>More of a header than this is never looked at.</summary>
    private const int ValueLimit = 16_384;

    public static HeaderBlock Empty { get; } = new([]);

    public int Count => headers.Count;

    public ContentEncoding Encoding => Value("Content-Transfer-Encoding") is { } value
        && MimeUtils.TryParse(value.Trim(), out ContentEncoding encoding) ? encoding : ContentEncoding.Default;

    public bool Has(string name) => Find(name) is not null;

    /// <summary>The first value of that name, decoded and unfolded.</summary>
    public string? Value(string name) => Find(name) is { } header ? Short(header) : null;

    public IEnumerable<string> Values(string name)
    {
        foreach (var header in headers)
        {
            if (header.Field.Equals(name, StringComparison.OrdinalIgnoreCase))
            {
                yield return Short(header);
            }
        }
    }

    /// <summary>The first address of a header, lower case kept as written; <see langword="null"/> when it holds none.</summary>
    public string? Address(string name) => Value(name) is { } value ? Addresses.First(value) : null;

    /// <summary>The Message-ID without its angle brackets.</summary>
    public string? MessageId() => Value("Message-ID") is { } value ? Identifier(value) : null;

    /// <summary>The Message-ID of the mail that this one answers: In-Reply-To, else the last of References.</summary>
    public string? Answered() =>
        Value("In-Reply-To") is { } value && value.Contains('@', StringComparison.Ordinal) && Identifier(value) is { } answered ? answered
        : Value("References") is { } references && references.LastIndexOf('<') is >= 0 and var last ? Identifier(references[last..])
        : null;

    private static string? Identifier(string text)
    {
        var value = text.Trim();
        var start = value.IndexOf('<', StringComparison.Ordinal);
        var end = start < 0 ? -1 : value.IndexOf('>', start);
        var id = end > start ? value[(start + 1)..end] : value.Trim('<', '>');
        return id.Length is 0 or > 1_000 || id.Contains(' ', StringComparison.Ordinal) ? null : id;
    }

    /// <summary>The Date header; <see langword="null"/> when absent or unreadable.</summary>
    public DateTimeOffset? Date() =>
        Value("Date") is { } value && DateUtils.TryParse(value, out var date) && date.Year > 1970 ? date : null;

    private Header? Find(string name)
    {
        foreach (var header in headers)
        {
            if (header.Field.Equals(name, StringComparison.OrdinalIgnoreCase))
            {
                return header;
            }
        }

        return null;
    }

    private static string Short(Header header)
    {
        if (header.RawValue.Length > ValueLimit)
        {
            return TextDecoding.Decode(header.RawValue.AsSpan(0, ValueLimit), null).Trim();
        }

        return Plain(header.RawValue) ?? header.Value.Trim();
    }

    // Most values are ASCII in one line without encoded words; MimeKit's decoder takes ten times as long over them.
    private static string? Plain(ReadOnlySpan<byte> value)
    {
        value = value.Trim(" \t\r\n"u8);
        return value.IndexOfAnyExceptInRange((byte)' ', (byte)'~') < 0 && value.IndexOf("=?"u8) < 0 ? System.Text.Encoding.ASCII.GetString(value) : null;
    }
}
