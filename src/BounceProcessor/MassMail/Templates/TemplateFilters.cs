using System.Globalization;

using BounceProcessor.Diagnosis;

using Fluid;
using Fluid.Values;

namespace BounceProcessor.MassMail.Templates;

/// <summary>
/// The filters a template may use, each within its budget. There is no arithmetic: cells are text, and the engine would read <c>12,50</c> as 1250.
/// </summary>
internal static class TemplateFilters
{
    /// <summary>Key of the <see cref="TemplateBudget"/> among the ambient values of a context.</summary>
    public const string Budget = "budget";

    private const int LongestDateFormat = 64;

    // The rest of the engine's filters either reckons, reaches outside of the letter, or writes without encoding.
    private static readonly string[] Engine =
    [
        "append", "prepend", "capitalize", "downcase", "upcase", "strip", "lstrip", "rstrip", "strip_newlines", "strip_html", "remove", "remove_first",
        "remove_last", "replace_first", "replace_last", "truncate", "truncatewords", "slice", "first", "last", "size", "reverse", "sort", "sort_natural",
        "uniq", "compact", "url_encode",
    ];

    private static readonly string[] DateForms = ["yyyy-MM-dd", "dd.MM.yyyy", "d.M.yyyy", "yyyy-MM-dd HH:mm", "yyyy-MM-dd HH:mm:ss", "dd.MM.yyyy HH:mm"];

    /// <summary>Their names, for messages.</summary>
    public static IReadOnlyList<string> Names { get; } =
        [.. Engine.Concat(["date", "default", "escape", "escape_once", "join", "newline_to_br", "replace", "split"]).Order(StringComparer.Ordinal)];

    /// <summary>Leaves these filters and no other.</summary>
    public static void Register(FilterCollection filters)
    {
        var kept = Engine.ToDictionary(name => name, name => Filter(filters, name));
        var date = Filter(filters, "date");
        var split = Filter(filters, "split");
        filters.Clear();
        foreach (var (name, filter) in kept)
        {
            filters.AddFilter(name, Within(filter));
        }

        filters.AddFilter("split", Within(split));
        filters.AddFilter("date", Within((input, arguments, context) => date(Moment(input, context), DateFormat(arguments), context)));
        filters.AddFilter("default", Default);
        filters.AddFilter("join", Within(Join));
        filters.AddFilter("replace", Within(Replace));

        // Every output is encoded anyway, once; and line breaks are made where it is written.
        foreach (var name in new[] { "escape", "escape_once", "newline_to_br" })
        {
            filters.AddFilter(name, static (input, _, _) => new(input));
        }
    }

    private static FilterDelegate Filter(FilterCollection filters, string name) =>
        filters.TryGetValue(name, out var filter) ? filter : throw new InvalidOperationException($"The template engine has no filter \"{name}\".");

    private static FilterDelegate Within(FilterDelegate filter) => async (input, arguments, context) =>
    {
        var budget = BudgetOf(context);
        long size = TemplateBudget.SizeOf(input, context);
        for (var i = 0; i < arguments.Count; i++)
        {
            size += TemplateBudget.SizeOf(arguments.At(i), context);
        }

        // Before the call: none of these filters gives back more than it was given, but those that look themselves.
        budget.Allow(size);
        var result = await filter(input, arguments, context);
        budget.Allow(TemplateBudget.SizeOf(result, context));
        return result;
    };

    // An empty cell is asked for no text here: that is what the filter is for.
    private static ValueTask<FluidValue> Default(FluidValue input, FilterArguments arguments, TemplateContext context) =>
        new(input.IsNil() || !input.ToBooleanValue() || (input.Type == FluidValues.String && input.ToStringValue().Length == 0) ? arguments.At(0) : input);

    private static ValueTask<FluidValue> Join(FluidValue input, FilterArguments arguments, TemplateContext context)
    {
        var elements = input.Type == FluidValues.Array ? input.Enumerate(context).Select(element => element.ToStringValue()).ToArray() : [input.ToStringValue()];
        var separator = arguments.Count > 0 ? arguments.At(0).ToStringValue() : " ";
        BudgetOf(context).Allow(elements.Sum(element => (long)element.Length) + ((long)separator.Length * elements.Length));
        return new(new StringValue(string.Join(separator, elements)));
    }

    private static ValueTask<FluidValue> Replace(FluidValue input, FilterArguments arguments, TemplateContext context)
    {
        var (text, old, replacement) = (input.ToStringValue(), arguments.At(0).ToStringValue(), arguments.At(1).ToStringValue());
        if (old.Length == 0)
        {
            return new(input);
        }

        long count = text.AsSpan().Count(old);
        BudgetOf(context).Allow(text.Length + (count * Math.Max(0, replacement.Length - old.Length)));
        return new(new StringValue(text.Replace(old, replacement, StringComparison.Ordinal)));
    }

    // 05.12.2026 is in December: the engine would take it for May.
    private static DateTimeValue Moment(FluidValue input, TemplateContext context)
    {
        var text = input.ToStringValue().Trim();
        if (text is "now" or "today")
        {
            return new DateTimeValue(context.Now());
        }

        return DateTime.TryParseExact(text, DateForms, CultureInfo.InvariantCulture, DateTimeStyles.None, out var moment)
            ? new DateTimeValue(new DateTimeOffset(moment, context.TimeZone.GetUtcOffset(moment)))
            : throw new TemplateLimitException(new LocalizedText(
                $"\"{TextLine.Of(text)}\" is no date; write 2026-12-31 or 31.12.2026.", $"„{TextLine.Of(text)}“ ei ole kuupäev; kirjutage 2026-12-31 või 31.12.2026."));
    }

    // A width such as %99999999d would fill the memory with blanks.
    private static FilterArguments DateFormat(FilterArguments arguments)
    {
        var format = arguments.Count > 0 ? arguments.At(0).ToStringValue() : "%d.%m.%Y";
        return format.Length <= LongestDateFormat && !format.Any(char.IsAsciiDigit)
            ? new FilterArguments(new StringValue(format))
            : throw new TemplateLimitException(new LocalizedText(
                $"the date format \"{TextLine.Of(format)}\" is not allowed; write one such as \"%d.%m.%Y\".",
                $"kuupäeva vorming „{TextLine.Of(format)}“ ei ole lubatud; kirjutage näiteks „%d.%m.%Y“."));
    }

    private static TemplateBudget BudgetOf(TemplateContext context) => (TemplateBudget)context.AmbientValues[Budget];
}
