using BounceProcessor.Diagnosis;

using Fluid;
using Fluid.Values;

namespace BounceProcessor.MassMail.Templates;

/// <summary>What rendering one part for one row may use: a template may come from anybody.</summary>
internal sealed class TemplateBudget(TimeProvider time)
{
    /// <summary>Statements that are run.</summary>
    public const int MostSteps = 50_000;

    /// <summary>Characters of one value.</summary>
    public const int LongestValue = 65_536;

    /// <summary>Elements of one list.</summary>
    public const int LongestList = 1_000;

    /// <summary>Characters of one rendered part.</summary>
    public const int LongestPart = 1_048_576;

    private const long MostWork = 16 * 1024 * 1024;

    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(2);

    private readonly long _start = time.GetTimestamp();
    private long _work;

    /// <summary>Takes the cost of a filter call or of output.</summary>
    /// <exception cref="TemplateLimitException">It is used up.</exception>
    public void Spend(long work)
    {
        _work += 16 + work;
        if (_work > MostWork || time.GetElapsedTime(_start) > Longest)
        {
            throw new TemplateLimitException(new LocalizedText(
                "it takes too much work for one letter and was stopped; make it simpler.",
                "see nõuab ühe kirja kohta liiga palju tööd ja katkestati; tehke see lihtsamaks."));
        }
    }

    /// <summary>Looks at the size of a value that is about to be made.</summary>
    /// <exception cref="TemplateLimitException">It would be too large.</exception>
    public void Allow(long characters)
    {
        if (characters > LongestValue)
        {
            throw new TemplateLimitException(new LocalizedText(
                $"a value would get longer than {LongestValue} characters; the template was stopped.",
                $"väärtus läheks pikemaks kui {LongestValue} märki; mall katkestati."));
        }

        Spend(characters);
    }

    /// <summary>The characters of a value, as a cost.</summary>
    /// <exception cref="TemplateLimitException">It is a list with too many elements.</exception>
    public static long SizeOf(FluidValue value, TemplateContext context)
    {
        if (value.Type != FluidValues.Array)
        {
            return value.IsNil() ? 0 : value.ToStringValue().Length;
        }

        var elements = value.Enumerate(context).Take(LongestList + 1).ToArray();
        return elements.Length <= LongestList
            ? elements.Sum(element => (long)element.ToStringValue().Length + 1)
            : throw new TemplateLimitException(new LocalizedText(
                $"a list would get longer than {LongestList} elements; the template was stopped.",
                $"loend läheks pikemaks kui {LongestList} elementi; mall katkestati."));
    }
}
