namespace BounceProcessor.Diagnosis.Reasons.Matching;

/// <summary>Finds which of many phrases a text holds, in one pass over the text.</summary>
/// <remarks>
/// Each phrase is filed under its rarest run of four letters. The pass looks every four letters of the text up in one table, and compares
/// whole phrases only where they are filed; so the time grows with the text alone, whatever stands in it.
/// </remarks>
internal sealed class PhraseIndex
{
    /// <summary>The length of the runs that phrases are filed under, hence of the shortest phrase.</summary>
    public const int ShortestPhrase = 4;

    private const ulong Spread = 0x9E3779B97F4A7C15;

    private readonly string[] _phrases;
    private readonly int[] _anchors;
    private readonly ulong[] _keys;
    private readonly int[] _next;
    private readonly int[] _heads;
    private readonly ulong[] _filed;
    private readonly int _shift;

    /// <param name="phrases">Folded, each at least <see cref="ShortestPhrase"/> characters; a phrase's number is its place here.</param>
    public PhraseIndex(IReadOnlyList<string> phrases)
    {
        _phrases = [.. phrases];
        _anchors = new int[_phrases.Length];
        _keys = new ulong[_phrases.Length];
        _next = new int[_phrases.Length];
        var bits = 10;
        while (1 << bits < _phrases.Length * 4)
        {
            bits++;
        }

        _shift = 64 - bits;
        _heads = new int[1 << bits];
        _filed = new ulong[_heads.Length / 64];
        Array.Fill(_heads, -1);
        var frequency = Frequencies();
        for (var phrase = 0; phrase < _phrases.Length; phrase++)
        {
            _anchors[phrase] = RarestRun(_phrases[phrase], frequency);
            _keys[phrase] = Key(_phrases[phrase].AsSpan(_anchors[phrase]));
            var head = Slot(_keys[phrase]);
            _next[phrase] = _heads[head];
            _heads[head] = phrase;
            _filed[head >> 6] |= 1UL << head;
        }
    }

    /// <summary>How many phrases there are.</summary>
    public int Count => _phrases.Length;

    /// <summary>Marks every phrase that stands in the text.</summary>
    /// <param name="text">Folded words.</param>
    /// <param name="present">One bit a phrase, all clear before.</param>
    public void Find(ReadOnlySpan<char> text, Span<ulong> present)
    {
        ulong key = 0;
        for (var i = 0; i < text.Length; i++)
        {
            key = (key >> 16) | ((ulong)text[i] << 48);
            var slot = Slot(key);
            if ((_filed[slot >> 6] & (1UL << slot)) == 0)
            {
                continue; // the table of bits stays near at hand, that of numbers does not
            }

            for (var phrase = _heads[slot]; phrase >= 0; phrase = _next[phrase])
            {
                var start = i - (ShortestPhrase - 1) - _anchors[phrase];
                if (_keys[phrase] == key && start >= 0 && text[start..].StartsWith(_phrases[phrase], StringComparison.Ordinal))
                {
                    BitSet.Add(present, phrase);
                }
            }
        }
    }

    private static ulong Key(ReadOnlySpan<char> run) => run[0] | ((ulong)run[1] << 16) | ((ulong)run[2] << 32) | ((ulong)run[3] << 48);

    // How often each run occurs. Runs that share a slot count as one, which matters little: it only makes one of them look more common.
    private int[] Frequencies()
    {
        var frequency = new int[_heads.Length];
        foreach (var phrase in _phrases)
        {
            for (var i = 0; i + ShortestPhrase <= phrase.Length; i++)
            {
                frequency[Slot(Key(phrase.AsSpan(i)))]++;
            }
        }

        return frequency;
    }

    private int RarestRun(string phrase, int[] frequency)
    {
        var rarest = 0;
        for (var i = 1; i + ShortestPhrase <= phrase.Length; i++)
        {
            if (frequency[Slot(Key(phrase.AsSpan(i)))] < frequency[Slot(Key(phrase.AsSpan(rarest)))])
            {
                rarest = i;
            }
        }

        return rarest;
    }

    private int Slot(ulong key) => (int)((key * Spread) >> _shift);
}
