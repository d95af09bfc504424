using System.Buffers;
using MimeKit;
using MimeKit.Utils;

namespace BounceProcessor.Diagnosis.Reading;

/// <summary>The headers of a mail or part, in order; values are decoded when asked for.</summary>
internal sealed class HeaderBlock(List<Header> headers)
{
    // All that can be printed and what folds a line.
    private static readonly SearchValues<byte> Folded = SearchValues.Create("\t\r\n !\"#$%&'()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\]^_`abcdefghijklmnopqrstuvwxyz{|}~"u8);

    private readonly string?[] _values = new string?[headers.Count];

    /// <summary>More of a header than this is never looked at.</summary>
    private const int ValueLimit = 16_384;

    private const int OnStack = 512;

    public static HeaderBlock Empty { get; } = new([]);

    public int Count => headers.Count;

    public ContentEncoding Encoding => Value("Content-Transfer-Encoding") is { } value
        && MimeUtils.TryParse(value.Trim(), out ContentEncoding encoding) ? encoding : ContentEncoding.Default;

    public bool Has(string name) => Find(name, 0) >= 0;

    /// <summary>The first value of that name, decoded and unfolded.</summary>
    public string? Value(string name) => Find(name, 0) is >= 0 and var place ? At(place) : null;

    /// <summary>All values of that name, decoded and unfolded.</summary>
    public List<string> Values(string name)
    {
        var values = new List<string>();
        for (var place = Find(name, 0); place >= 0; place = Find(name, place + 1))
        {
            values.Add(At(place));
        }

        return values;
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

    private int Find(string name, int from)
    {
        for (; from < headers.Count; from++)
        {
            if (headers[from].Field.Equals(name, StringComparison.OrdinalIgnoreCase))
            {
                return from;
            }
        }

        return -1;
    }

    private string At(int place) => _values[place] ??= Short(headers[place]);

    private static string Short(Header header)
    {
        if (header.RawValue.Length > ValueLimit)
        {
            return TextDecoding.Decode(header.RawValue.AsSpan(0, ValueLimit), null).Trim();
        }

        return Plain(header.RawValue) ?? header.Value.Trim();
    }

    // Most values are ASCII without encoded words; MimeKit's decoder takes ten times as long over them.
    private static string? Plain(ReadOnlySpan<byte> value)
    {
        value = value.Trim(" \t\r\n"u8);
        if (value.ContainsAnyExcept(Folded) || value.IndexOf("=?"u8) >= 0)
        {
            return null;
        }

        return value.ContainsAny((byte)'\r', (byte)'\n') ? Unfolded(value) : System.Text.Encoding.ASCII.GetString(value);
    }

    // RFC 5322, section 2.2.3: only the line ends go.
    private static string Unfolded(ReadOnlySpan<byte> value)
    {
        Span<byte> unfolded = value.Length <= OnStack ? stackalloc byte[OnStack] : new byte[value.Length];
        var length = 0;
        foreach (var letter in value)
        {
            unfolded[length] = letter;
            length += letter is (byte)'\r' or (byte)'\n' ? 0 : 1;
        }

        return System.Text.Encoding.ASCII.GetString(unfolded[..length]);
    }
}
