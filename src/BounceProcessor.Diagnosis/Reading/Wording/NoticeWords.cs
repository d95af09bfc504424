using System.Buffers;
using System.Collections.Frozen;
using System.Text.Json;

namespace BounceProcessor.Diagnosis.Reading.Wording;

/// <summary>The word families of all languages. One word proves little: whoever asks adds who sent the mail and what form it has.</summary>
internal static class NoticeWords
{
    private const string ResourceFolder = "Words/";

    private static readonly string[][] Phrases = Load();

    private static readonly Lazy<SearchValues<string>>[] Families =
        [.. Enum.GetValues<WordFamily>().Select(family => new Lazy<SearchValues<string>>(() => Words.Phrases(Phrases[(int)family])))];

    private static readonly FrozenSet<string> Labels = Phrases[(int)WordFamily.Labels].ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    private static readonly FrozenSet<string> Replies = Phrases[(int)WordFamily.ReplyPrefixes].ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    private static readonly FrozenSet<string> Forwards = Phrases[(int)WordFamily.ForwardPrefixes].ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>The phrases of a family, all languages together.</summary>
    public static IReadOnlyList<string> Of(WordFamily family) => Phrases[(int)family];

    /// <summary>A phrase of the family stands in the text.</summary>
    /// <param name="family">The family.</param>
    /// <param name="plain">Text as <see cref="PlainText.Of"/> makes it.</param>
    public static bool Has(WordFamily family, ReadOnlySpan<char> plain) => plain.ContainsAny(Families[(int)family].Value);

    /// <summary>The text begins with a phrase of the family.</summary>
    public static bool Begins(WordFamily family, ReadOnlySpan<char> plain) =>
        Opening(plain).IndexOfAny(Families[(int)family].Value) == 0;

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

    // "[Automatic reply] …", "*** Undeliverable …"
    private static ReadOnlySpan<char> Opening(ReadOnlySpan<char> plain)
    {
        var text = plain.TrimStart("[(*<\" ");
        return text[..Math.Min(text.Length, 80)];
    }

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
