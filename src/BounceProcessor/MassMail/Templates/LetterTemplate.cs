using System.Globalization;

using BounceProcessor.Diagnosis;
using BounceProcessor.Sending.Composing;

using Fluid;
using Fluid.Values;

namespace BounceProcessor.MassMail.Templates;

/// <summary>The templates of a letter, parsed once and rendered for each row.</summary>
internal sealed class LetterTemplate
{
    private static readonly TemplateOptions Options = CreateOptions();

    private readonly IReadOnlyDictionary<LetterPart, PartTemplate> _parts;

    private LetterTemplate(IReadOnlyDictionary<LetterPart, PartTemplate> parts) => _parts = parts;

    /// <summary>Reads the templates.</summary>
    /// <returns>The letter, or all that is wrong with it.</returns>
    public static (LetterTemplate? Template, IReadOnlyList<TemplateFault> Faults) Parse(LetterSource source)
    {
        List<TemplateFault> faults = [.. EmptyParts(source)];
        var parts = new Dictionary<LetterPart, PartTemplate>();
        foreach (var (part, text) in Parts(source))
        {
            var (template, found) = PartTemplate.Parse(part, text);
            faults.AddRange(found);
            if (template is not null)
            {
                parts.Add(part, template);
            }
        }

        return faults.Count > 0 ? (null, faults) : (new LetterTemplate(parts), []);
    }

    /// <summary>The names it uses that no column has.</summary>
    /// <param name="columns">The names of the columns as templates write them.</param>
    public IReadOnlyList<TemplateFault> UnknownColumns(IReadOnlyList<string> columns)
    {
        var known = columns.ToHashSet(StringComparer.OrdinalIgnoreCase);
        return [.. _parts.Values.SelectMany(part => part.Columns.Where(name => !known.Contains(name)).Select(name => part.UnknownColumn(name, columns)))];
    }

    /// <summary>Renders it for one row.</summary>
    /// <param name="values">The columns as templates write them, and the row's cells.</param>
    /// <param name="setting">Language and clock.</param>
    /// <returns>The letter, or what the row lacks.</returns>
    public async Task<(RenderedLetter? Letter, IReadOnlyList<MailFault> Faults)> RenderAsync(IEnumerable<KeyValuePair<string, string>> values, LetterSetting setting)
    {
        var cells = values.ToArray();
        var faults = new List<MailFault>();
        var rendered = new Dictionary<LetterPart, string>();
        foreach (var (part, template) in _parts)
        {
            var missing = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
            var budget = new TemplateBudget(setting.Time);
            try
            {
                rendered[part] = await template.RenderAsync(Context(cells, missing, budget, setting), budget);
            }
            catch (TemplateLimitException limit)
            {
                faults.Add(new MailFault(
                    part.ToCode(), "template-failed", new LocalizedText($"{template.Name.En}: {limit.Text.En}", $"{template.Name.Et}: {limit.Text.Et}")));
            }

            faults.AddRange(missing.Select(column => MissingValue(template, part, column)));
        }

        return faults.Count > 0 ? (null, faults) : (Letter(rendered), []);
    }

    private static RenderedLetter Letter(Dictionary<LetterPart, string> parts) => new(
        OneLine(parts[LetterPart.Subject]), parts.GetValueOrDefault(LetterPart.Text), parts.GetValueOrDefault(LetterPart.Html),
        parts.TryGetValue(LetterPart.Unsubscribe, out var unsubscribe) && unsubscribe.Trim() is { Length: > 0 } address ? address : null);

    private static MailFault MissingValue(PartTemplate template, LetterPart part, string column)
    {
        var place = template.PlaceOf(column) ?? template.Name;
        return new MailFault(part.ToCode(), "missing-value", new LocalizedText(
            $"Column \"{column}\" is empty, and the letter needs it ({place.En}); fill it in, or write {{{{ {column} | default: \"…\" }}}}.",
            $"Veerg „{column}“ on tühi, aga kiri vajab seda ({place.Et}); täitke see või kirjutage {{{{ {column} | default: \"…\" }}}}."));
    }

    private static IEnumerable<(LetterPart Part, string Text)> Parts(LetterSource source)
    {
        yield return (LetterPart.Subject, source.Subject);
        if (!string.IsNullOrWhiteSpace(source.Text))
        {
            yield return (LetterPart.Text, source.Text);
        }

        if (!string.IsNullOrWhiteSpace(source.Html))
        {
            yield return (LetterPart.Html, source.Html);
        }

        if (!string.IsNullOrWhiteSpace(source.Unsubscribe))
        {
            yield return (LetterPart.Unsubscribe, source.Unsubscribe);
        }
    }

    private static IEnumerable<TemplateFault> EmptyParts(LetterSource source)
    {
        if (string.IsNullOrWhiteSpace(source.Subject))
        {
            yield return TemplatePlace.Fault(LetterPart.Subject, null, "template-empty", "it is empty; a letter needs a subject.", "see on tühi; kiri vajab teemat.");
        }

        if (string.IsNullOrWhiteSpace(source.Text) && string.IsNullOrWhiteSpace(source.Html))
        {
            yield return TemplatePlace.Fault(LetterPart.Text, null, "template-empty", "there is neither text nor HTML; write at least one.", "ei ole ei teksti ega HTMLi; kirjutage vähemalt üks.");
        }
    }

    private static string OneLine(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    private static TemplateContext Context(KeyValuePair<string, string>[] cells, HashSet<string> missing, TemplateBudget budget, LetterSetting setting)
    {
        var context = new TemplateContext(Options, StringComparer.OrdinalIgnoreCase)
        {
            CultureInfo = CultureInfo.GetCultureInfo(setting.Language),
            TimeZone = setting.Zone,
            Now = () => TimeZoneInfo.ConvertTime(setting.Time.GetUtcNow(), setting.Zone),
        };
        context.AmbientValues[TemplateFilters.Budget] = budget;
        foreach (var (name, cell) in cells)
        {
            context.SetValue(name, string.IsNullOrWhiteSpace(cell) ? new EmptyCell(name, missing) : new StringValue(cell));
        }

        return context;
    }

    private static TemplateOptions CreateOptions()
    {
        // No members of objects, no files: a template sees the row and nothing else. Unknown names were found before; the engine's own strictness
        // would also refuse a question about an empty cell.
        var options = new TemplateOptions { StrictFilters = true, MaxSteps = TemplateBudget.MostSteps, MaxRecursion = 8 };
        TemplateFilters.Register(options.Filters);
        return options;
    }
}
