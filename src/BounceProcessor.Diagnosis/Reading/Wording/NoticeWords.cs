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
    private static readonly FamilyIndex Index = new([.. Phrases.Select((list, family) => (WordFamily)family is WordFamily.ReplyPrefixes or WordFamily.ForwardPrefixes or WordFamily.Labels ? [] : list)]);

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
        var phrases = Enum.GetValues<WordFamily>().ToDictionary(family => family, _ => new List<string>());
        var assembly = typeof(NoticeWords).Assembly;
        foreach (var name in assembly.GetManifestResourceNames().Where(name => name.StartsWith(ResourceFolder, StringComparison.Ordinal)).Order(StringComparer.Ordinal))
        {
            using var stream = assembly.GetManifestResourceStream(name)
                ?? throw new InvalidOperationException($"The assembly lost its resource \"{name}\"; build it again.");
            using var file = JsonDocument.Parse(stream);
            foreach (var property in file.RootElement.EnumerateObject())
            {
                Add(phrases, name, property.Name, property.Value);
            }
        }

        return [.. Enum.GetValues<WordFamily>().Select(family => phrases[family].ToArray())];
    }

    private static void Add(Dictionary<WordFamily, List<string>> phrases, string file, string key, JsonElement list)
    {
        if (key is "language" or "source")
        {
            return;
        }

        if (!Enum.TryParse<WordFamily>(key, ignoreCase: true, out var family))
        {
            throw new InvalidOperationException($"{file}: \"{key}\" is no word family; the families are {string.Join(", ", Enum.GetNames<WordFamily>())}.");
        }

        foreach (var phrase in list.EnumerateArray())
        {
            var plain = PlainText.Of(phrase.GetString() ?? "");
            if (plain.Length > 0 && !phrases[family].Contains(plain))
            {
                phrases[family].Add(plain);
            }
        }
    }
}
