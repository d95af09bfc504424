using System.Collections.Frozen;
using System.Text.Json;

namespace BounceProcessor.Diagnosis.Reading.Wording;

/// <summary>The word families of all languages. One word proves little: whoever asks adds who sent the mail and what form it has.</summary>
internal static class NoticeWords
{
    private const string ResourceFolder = "Words/";

    /// <summary>Letters of a text's beginning.</summary>
    private const int OpeningLimit = 80;

    private static readonly string[][] Phrases = Load();

    // What has to be the whole of a word is no phrase to look for.
    private static readonly FamilyIndex Index = new(Phrases, [WordFamily.ReplyPrefixes, WordFamily.ForwardPrefixes, WordFamily.Labels]);

    private static readonly FrozenSet<string> Labels = Phrases[(int)WordFamily.Labels].ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    private static readonly FrozenSet<string> Replies = Phrases[(int)WordFamily.ReplyPrefixes].ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    private static readonly FrozenSet<string> Forwards = Phrases[(int)WordFamily.ForwardPrefixes].ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>The phrases of a family, all languages together.</summary>
    public static IReadOnlyList<string> Of(WordFamily family) => Phrases[(int)family];

    /// <summary>A phrase of the family stands in the text; of a text that is asked for several families, make <see cref="PlainWords"/>.</summary>
    /// <param name="family">The family.</param>
    /// <param name="plain">Text as <see cref="PlainText.Of"/> makes it.</param>
    public static bool Has(WordFamily family, ReadOnlySpan<char> plain) => Find(plain).Has(family);

    /// <summary>The text begins with a phrase of the family.</summary>
    public static bool Begins(WordFamily family, ReadOnlySpan<char> plain) => Find(plain).Opens(family);

    /// <summary>All families that have phrases in the text.</summary>
    /// <param name="plain">Text as <see cref="PlainText.Of"/> makes it.</param>
    public static FamilySet Find(ReadOnlySpan<char> plain)
    {
        // "[Automatic reply] …", "*** Undeliverable …"
        var opening = plain.Length - plain.TrimStart("[(*<\" ").Length;
        return Index.Find(plain, opening, opening + OpeningLimit);
    }

    /// <summary>The words before a colon end in a recipient's label of some language: "Empfänger", "Adresse du destinataire", "Invalid recipient".</summary>
    public static bool IsLabel(ReadOnlySpan<char> words)
    {
        var labels = Labels.GetAlternateLookup<ReadOnlySpan<char>>();
        for (var i = 0; i < words.Length; i++)
        {
            if ((i == 0 || !char.IsLetter(words[i - 1])) && labels.Contains(words[i..]))
            {
                return true;
            }
        }

        return false;
    }

    public static bool IsReplyPrefix(string prefix) => Replies.Contains(prefix);

    public static bool IsForwardPrefix(string prefix) => Forwards.Contains(prefix);

    private static string[][] Load()
    {
        var names = Enum.GetNames<WordFamily>();
        var phrases = new List<string>[names.Length];
        var known = new HashSet<string>[names.Length];
        for (var family = 0; family < names.Length; family++)
        {
            (phrases[family], known[family]) = ([], []);
        }

        var assembly = typeof(NoticeWords).Assembly;
        var files = assembly.GetManifestResourceNames();
        Array.Sort(files, StringComparer.Ordinal);
        foreach (var file in files)
        {
            if (!file.StartsWith(ResourceFolder, StringComparison.Ordinal))
            {
                continue;
            }

            using var stream = assembly.GetManifestResourceStream(file)
                ?? throw new InvalidOperationException($"The assembly lost its resource \"{file}\"; build it again.");
            var bytes = new byte[stream.Length];
            stream.ReadExactly(bytes);
            Read(bytes, file, names, (family, phrase) =>
            {
                if (phrase.Length > 0 && known[family].Add(phrase))
                {
                    phrases[family].Add(phrase);
                }
            });
        }

        return Array.ConvertAll(phrases, list => list.ToArray());
    }

    private static void Read(byte[] json, string file, string[] names, Action<int, string> add)
    {
        var reader = new Utf8JsonReader(json);
        var family = -1;
        while (reader.Read())
        {
            if (reader.TokenType == JsonTokenType.PropertyName)
            {
                family = Family(reader.GetString() ?? "", file, names);
            }
            else if (reader.TokenType == JsonTokenType.String && family >= 0)
            {
                add(family, PlainText.Of(reader.GetString() ?? ""));
            }
        }
    }

    // Below 0 where the key tells about the file.
    private static int Family(string key, string file, string[] names)
    {
        var family = Array.FindIndex(names, name => name.Equals(key, StringComparison.OrdinalIgnoreCase));
        return family >= 0 || key is "language" or "source"
            ? family
            : throw new InvalidOperationException($"{file}: \"{key}\" is no word family; the families are {string.Join(", ", names)}.");
    }
}
