using System.Buffers;

namespace BounceProcessor.Diagnosis.Reading.Wording;

/// <summary>Finds the families of all phrases in a text, in one pass over it; upper and lower case alike.</summary>
/// <remarks>
/// Each phrase is filed under its rarest run of four letters, a shorter one under its last letter. The pass looks every four letters of the text up
/// in a table of bits, of which few are set, and compares whole phrases only where they are filed.
/// </remarks>
internal sealed class FamilyIndex
{
    private const int Run = 4;

    private const int Bits = 15;

    private const int ShortSlots = 256;

    private const int OnStack = 256;

    private const ulong Spread = 0x9E3779B97F4A7C15;

    private readonly string[] _phrases;
    private readonly uint[] _families;
    private readonly int[] _anchors;
    private readonly ulong[] _keys;
    private readonly int[] _next;
    private readonly int[] _heads = new int[1 << Bits];
    private readonly ulong[] _filed = new ulong[1 << (Bits - 6)];
    private readonly ulong[] _filedTwice = new ulong[1 << (Bits - 6)];
    private readonly int[] _shortHeads = new int[ShortSlots];
    private readonly bool[] _endsShort = new bool[128];

    /// <param name="phrases">Those of each family, by its number.</param>
    /// <param name="except">The families that are not looked for.</param>
    public FamilyIndex(string[][] phrases, WordFamily[] except)
    {
        var places = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);
        var different = new List<string>();
        _families = new uint[phrases.Sum(list => list.Length)];
        for (var family = 0; family < phrases.Length; family++)
        {
            if (Array.Exists(except, other => (int)other == family))
            {
                continue;
            }

            foreach (var phrase in phrases[family])
            {
                if (!places.TryGetValue(phrase, out var place))
                {
                    places.Add(phrase, place = different.Count);
                    different.Add(phrase);
                }

                _families[place] |= 1U << family;
            }
        }

        _phrases = different.ToArray();
        _anchors = new int[_phrases.Length];
        _keys = new ulong[_phrases.Length];
        _next = new int[_phrases.Length];
        var frequency = Frequencies();
        for (var phrase = 0; phrase < _phrases.Length; phrase++)
        {
            var last = Upper(_phrases[phrase][^1]);
            if (_phrases[phrase].Length >= Run)
            {
                File(phrase, frequency);
            }
            else
            {
                _next[phrase] = _shortHeads[last % ShortSlots] - 1;
                _shortHeads[last % ShortSlots] = phrase + 1;
                _endsShort[last & 0x7F] |= last < 128;
            }
        }
    }

    /// <summary>The families that have a phrase in the text.</summary>
    /// <param name="text">As <see cref="PlainText.Of"/> makes it.</param>
    /// <param name="opening">Where the text begins, for <see cref="FamilySet.Opens"/>.</param>
    /// <param name="openingEnd">Behind the last letter that a phrase at the beginning may have.</param>
    public FamilySet Find(ReadOnlySpan<char> text, int opening, int openingEnd)
    {
        var rented = text.Length > OnStack ? ArrayPool<char>.Shared.Rent(text.Length) : null;
        Span<char> upper = rented ?? stackalloc char[OnStack];
        upper = upper[..text.ToUpperInvariant(upper)];
        var search = new Search { Text = text, Opening = opening, OpeningEnd = openingEnd };
        ulong key = 0;
        for (var i = 0; i < upper.Length; i++)
        {
            var letter = upper[i];
            key = (key >> 16) | ((ulong)letter << 48);
            var spread = key * Spread;
            var slot = (int)(spread >> (64 - Bits));
            if ((_filed[slot >> 6] & (1UL << slot)) != 0 && (_filedTwice[(int)(spread >> 32) & (_filedTwice.Length - 1)] & (1UL << (int)(spread >> 26))) != 0)
            {
                Filed(ref search, key, slot, i);
            }

            if (letter >= 128 || _endsShort[letter])
            {
                Short(ref search, letter, i);
            }
        }

        if (rented is not null)
        {
            ArrayPool<char>.Shared.Return(rented);
        }

        return new FamilySet(search.Inside, search.AtOpening);
    }

    private void Filed(ref Search search, ulong key, int slot, int last)
    {
        for (var phrase = _heads[slot] - 1; phrase >= 0; phrase = _next[phrase])
        {
            if (_keys[phrase] == key)
            {
                Compare(ref search, phrase, last - (Run - 1) - _anchors[phrase]);
            }
        }
    }

    private void Short(ref Search search, char letter, int last)
    {
        for (var phrase = _shortHeads[letter % ShortSlots] - 1; phrase >= 0; phrase = _next[phrase])
        {
            Compare(ref search, phrase, last + 1 - _phrases[phrase].Length);
        }
    }

    private void Compare(ref Search search, int phrase, int start)
    {
        var families = _families[phrase];
        var opens = start == search.Opening && start + _phrases[phrase].Length <= search.OpeningEnd;
        if (start >= 0 && (opens || (families & ~search.Inside) != 0) && search.Text[start..].StartsWith(_phrases[phrase], StringComparison.OrdinalIgnoreCase))
        {
            search.Inside |= families;
            search.AtOpening |= opens ? families : 0;
        }
    }

    private void File(int phrase, ushort[] frequency)
    {
        var rarest = 0;
        var least = int.MaxValue;
        ulong key = 0;
        ulong rarestKey = 0;
        var text = _phrases[phrase];
        for (var i = 0; i < text.Length; i++)
        {
            key = (key >> 16) | ((ulong)Upper(text[i]) << 48);
            if (i >= Run - 1 && frequency[Slot(key)] < least)
            {
                (rarest, rarestKey) = (i - (Run - 1), key);
                least = frequency[Slot(key)];
            }
        }

        var slot = Slot(rarestKey);
        _anchors[phrase] = rarest;
        _keys[phrase] = rarestKey;
        _next[phrase] = _heads[slot] - 1;
        _heads[slot] = phrase + 1;
        _filed[slot >> 6] |= 1UL << slot;
        var spread = rarestKey * Spread;
        _filedTwice[(int)(spread >> 32) & (_filedTwice.Length - 1)] |= 1UL << (int)(spread >> 26);
    }

    // Runs that share a slot count as one, which matters little: it only makes one of them look more common.
    private ushort[] Frequencies()
    {
        var frequency = new ushort[_heads.Length];
        foreach (var phrase in _phrases)
        {
            ulong key = 0;
            for (var i = 0; i < phrase.Length; i++)
            {
                key = (key >> 16) | ((ulong)Upper(phrase[i]) << 48);
                frequency[Slot(key)] += (ushort)(i >= Run - 1 ? 1 : 0);
            }
        }

        return frequency;
    }

    private static char Upper(char letter) => char.ToUpperInvariant(letter);

    private static int Slot(ulong key) => (int)((key * Spread) >> (64 - Bits));

    private ref struct Search
    {
        public ReadOnlySpan<char> Text { get; init; }

        public int Opening { get; init; }

        public int OpeningEnd { get; init; }

        public uint Inside { get; set; }

        public uint AtOpening { get; set; }
    }
}
