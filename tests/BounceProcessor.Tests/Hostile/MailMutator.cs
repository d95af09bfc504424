using System.Text;

namespace BounceProcessor.Tests.Hostile;

/// <summary>Spoils samples in the ways that mail is spoilt in the wild and by those who mean harm.</summary>
internal sealed class MailMutator(IReadOnlyList<byte[]> samples)
{
    private static readonly string[] Charsets = ["utf-7", "utf-16", "iso-2022-jp", "hz-gb-2312", "x-none", "utf-8\0", "\"", "1252", "gb18030", "big5", "ebcdic-cp-us", "=?utf-8?q?x?="];

    private static readonly string[] Encodings = ["base64", "quoted-printable", "x-uuencode", "8bit", "binary", "x-none", "7bit; x", "BASE64 (comment)", ""];

    private static readonly string[] MediaTypes =
    [
        "multipart/mixed", "multipart/report; report-type=delivery-status", "message/rfc822", "message/delivery-status", "text/html", "text/plain", "message/partial",
        "text/rfc822-headers", "application/ms-tnef", "message/feedback-report", "multipart/", "/", "text", "message/external-body", "multipart/mixed; boundary=\"\"",
    ];

    private static readonly string[] Runs =
        ["<", ">", "@", "\n", "\r", "\r\n", "\0", ":", ";", "\"", "=", "+", " ", "\t", "(", ")", "-", "--", "a@b.ee ", "550-", "550 5.1.1 ", "<<< ", ">>> ", "=?utf-8?b?", "&#x41;", "<p>", "\n\n", "\n ", "%41"];

    /// <summary>The mail of one seed.</summary>
    public MutatedMail Mutate(long seed)
    {
        var random = new Random(HashCode(seed));
        var mail = (byte[])samples[random.Next(samples.Count)].Clone();
        var done = new List<string>();
        for (var times = random.Next(1, 4); times > 0 && mail.Length > 0; times--)
        {
            var (name, result) = Once(mail, random);
            done.Add(name);
            mail = result;
        }

        return new MutatedMail(seed, string.Join(", ", done), mail);
    }

    // string.GetHashCode and System.HashCode differ from run to run; this must not.
    private static int HashCode(long seed) => (int)((ulong)(seed * 6364136223846793005 + 1442695040888963407) >> 33);

    private (string Name, byte[] Mail) Once(byte[] mail, Random random) => random.Next(14) switch
    {
        0 => ("bits flipped", BitsFlipped(mail, random)),
        1 => ("bytes replaced", BytesReplaced(mail, random)),
        2 => ("cut", mail[..random.Next(mail.Length)]),
        3 => ("head lost", mail[random.Next(mail.Length)..]),
        4 => ("spliced with another", [.. mail[..random.Next(mail.Length)], .. From(samples[random.Next(samples.Count)], random)]),
        5 => ("lines shuffled", LinesShuffled(mail, random)),
        6 => ("a run inserted", RunInserted(mail, random)),
        7 => ("line ends changed", LineEndsChanged(mail, random)),
        8 => ("charset replaced", Replaced(mail, "charset=", Charsets[random.Next(Charsets.Length)])),
        9 => ("transfer encoding replaced", Replaced(mail, "Content-Transfer-Encoding:", " " + Encodings[random.Next(Encodings.Length)])),
        10 => ("media type replaced", Replaced(mail, "Content-Type:", " " + MediaTypes[random.Next(MediaTypes.Length)] + (random.Next(2) == 0 ? ";" : "\n"))),
        11 => ("wrapped in parts", Wrapped(mail, random.Next(1, 60))),
        12 => ("a piece repeated", PieceRepeated(mail, random)),
        _ => ("headers shuffled", HeadersShuffled(mail, random)),
    };

    private static byte[] From(byte[] other, Random random) => other[random.Next(other.Length)..];

    private static byte[] BitsFlipped(byte[] mail, Random random)
    {
        for (var i = random.Next(1, 50); i > 0; i--)
        {
            mail[random.Next(mail.Length)] ^= (byte)(1 << random.Next(8));
        }

        return mail;
    }

    private static byte[] BytesReplaced(byte[] mail, Random random)
    {
        for (var i = random.Next(1, 50); i > 0; i--)
        {
            mail[random.Next(mail.Length)] = (byte)random.Next(256);
        }

        return mail;
    }

    private static byte[] LinesShuffled(byte[] mail, Random random)
    {
        var lines = Encoding.Latin1.GetString(mail).Split('\n');
        var from = random.Next(lines.Length);
        random.Shuffle(lines.AsSpan(from, Math.Min(lines.Length - from, random.Next(2, 40))));
        return Encoding.Latin1.GetBytes(string.Join('\n', lines));
    }

    private static byte[] HeadersShuffled(byte[] mail, Random random)
    {
        var text = Encoding.Latin1.GetString(mail);
        var end = text.IndexOf("\n\n", StringComparison.Ordinal) is var blank and >= 0 ? blank : text.Length;
        var headers = text[..end].Split('\n');
        random.Shuffle(headers);
        return Encoding.Latin1.GetBytes(string.Join('\n', headers) + text[end..]);
    }

    private static byte[] RunInserted(byte[] mail, Random random)
    {
        var at = random.Next(mail.Length);
        var run = string.Concat(Enumerable.Repeat(Runs[random.Next(Runs.Length)], random.Next(1, 400)));
        return [.. mail[..at], .. Encoding.Latin1.GetBytes(run), .. mail[at..]];
    }

    private static byte[] LineEndsChanged(byte[] mail, Random random)
    {
        var chance = random.Next(1, 30);
        for (var i = 0; i < mail.Length; i++)
        {
            if (mail[i] == '\n' && random.Next(chance) == 0)
            {
                mail[i] = (byte)(random.Next(3) == 0 ? ' ' : '\r');
            }
        }

        return mail;
    }

    private static byte[] Replaced(byte[] mail, string key, string value)
    {
        var text = Encoding.Latin1.GetString(mail);
        var at = text.IndexOf(key, StringComparison.OrdinalIgnoreCase);
        if (at < 0)
        {
            return Encoding.Latin1.GetBytes($"{key}{value}\n{text}");
        }

        at += key.Length;
        var end = text.AsSpan(at).IndexOfAny("\n;");
        return Encoding.Latin1.GetBytes(text[..at] + value + (end < 0 ? "" : text[(at + end)..]));
    }

    private static byte[] Wrapped(byte[] mail, int depth)
    {
        var wrapping = new StringBuilder("Subject: wrapped\n");
        for (var i = 0; i < depth; i++)
        {
            wrapping.Append(System.Globalization.CultureInfo.InvariantCulture, $"Content-Type: multipart/mixed; boundary=w{i}\n\n--w{i}\n");
        }

        return [.. Encoding.Latin1.GetBytes(wrapping.Append("Content-Type: message/rfc822\n\n").ToString()), .. mail];
    }

    private static byte[] PieceRepeated(byte[] mail, Random random)
    {
        var from = random.Next(mail.Length);
        var piece = mail[from..Math.Min(mail.Length, from + random.Next(1, 300))];
        return [.. mail[..from], .. Enumerable.Repeat(piece, random.Next(2, 60)).SelectMany(bytes => bytes), .. mail[from..]];
    }
}
