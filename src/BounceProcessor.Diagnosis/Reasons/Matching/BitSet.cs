using System.Numerics;

namespace BounceProcessor.Diagnosis.Reasons.Matching;

/// <summary>Numbers kept as bits in words that the caller owns.</summary>
internal static class BitSet
{
    /// <summary>How many words hold the numbers below <paramref name="count"/>.</summary>
    public static int WordsFor(int count) => (count + 63) / 64;

    public static void Add(Span<ulong> set, int number) => set[number >> 6] |= 1UL << number;

    public static bool Has(ReadOnlySpan<ulong> set, int number) => (set[number >> 6] & (1UL << number)) != 0;

    /// <summary>The smallest number of the set that is not below <paramref name="from"/>; -1 when there is none.</summary>
    public static int Next(ReadOnlySpan<ulong> set, int from)
    {
        for (var word = from >> 6; word < set.Length; word++)
        {
            var bits = set[word] & (word == from >> 6 ? ulong.MaxValue << from : ulong.MaxValue);
            if (bits != 0)
            {
                return (word << 6) + BitOperations.TrailingZeroCount(bits);
            }
        }

        return -1;
    }
}
