using System.Text;

namespace BounceProcessor.Sending.Composing;

/// <summary>Text in a header that is not ASCII, or would be taken for encoded (RFC 2047).</summary>
internal static class EncodedWords
{
    /// <summary>How an encoded word begins; in text it has to be encoded itself.</summary>
    public const string Mark = "=?";

    private const string Prefix = "=?utf-8?B?";
    private const string Suffix = "?=";

    // RFC 2047, section 2: at most 76 letters a line. The first one holds the header's name too.
    private const int LongestLine = 76;

    /// <summary>Whether a text needs it.</summary>
    public static bool Needs(string text) => !Ascii.IsValid(text) || text.Contains(Mark, StringComparison.Ordinal);

    /// <summary>The value of a header, folded, with the line end.</summary>
    /// <param name="name">Name of the header, for the length of its first line.</param>
    /// <param name="text">The text.</param>
    public static byte[] HeaderValue(string name, string text)
    {
        var value = new StringBuilder(text.Length * 2);
        var room = Room(name.Length + 2);
        var word = new List<byte>(room);
        Span<byte> letter = stackalloc byte[4];
        foreach (var rune in text.EnumerateRunes())
        {
            var length = rune.EncodeToUtf8(letter);

            // Section 5: a letter never stands in two words.
            if (word.Count + length > room)
            {
                Add(value, word);
                room = Room(1);
            }

            word.AddRange(letter[..length]);
        }

        Add(value, word);
        return Encoding.ASCII.GetBytes(value.ToString());
    }

    private static int Room(int before) => (LongestLine - before - Prefix.Length - Suffix.Length) / 4 * 3;

    private static void Add(StringBuilder value, List<byte> word)
    {
        value.Append(' ').Append(Prefix).Append(Convert.ToBase64String([.. word])).Append(Suffix).Append("\r\n");
        word.Clear();
    }
}
