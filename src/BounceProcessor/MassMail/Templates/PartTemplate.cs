using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.RegularExpressions;
using System.Text.Unicode;

using BounceProcessor.Diagnosis;

using Fluid;

namespace BounceProcessor.MassMail.Templates;

/// <summary>One part of a letter, parsed and looked at.</summary>
internal sealed partial class PartTemplate
{
    /// <summary>Characters of one part's template.</summary>
    public const int Longest = 262_144;

    private static readonly FluidParser Parser = new(new FluidParserOptions { AllowLiquidTag = false });

    // Letters of Estonian and other languages stay as they are.
    private static readonly HtmlEncoder Html = HtmlEncoder.Create(UnicodeRanges.All);

    private readonly LetterPart _part;
    private readonly IFluidTemplate _template;
    private readonly TemplateScan _scan;

    private PartTemplate(LetterPart part, IFluidTemplate template, TemplateScan scan, IReadOnlyList<string> columns)
    {
        _part = part;
        _template = template;
        _scan = scan;
        Columns = columns;
    }

    /// <summary>The columns it needs.</summary>
    public IReadOnlyList<string> Columns { get; }

    /// <summary>Reads a template.</summary>
    /// <returns>The template, or what is wrong with it.</returns>
    public static (PartTemplate? Template, IReadOnlyList<TemplateFault> Faults) Parse(LetterPart part, string source)
    {
        if (source.Length > Longest)
        {
            return (null, [TemplatePlace.Fault(
                part, null, "template-too-large", $"the template has {source.Length} characters; at most {Longest} are read.", $"mallis on {source.Length} märki; loetakse kuni {Longest}.")]);
        }

        var scan = new TemplateScan(source);
        if (Refusal(part, scan) is { } refusal)
        {
            return (null, [refusal]);
        }

        if (!Parser.TryParse(source, out var parsed, out var error))
        {
            return (null, [Syntax(part, error)]);
        }

        var check = new TemplateCheck(part, scan);
        check.VisitTemplate(parsed);
        return check.Faults.Count > 0
            ? (null, check.Faults)
            : (new PartTemplate(part, new OutputRewriting().VisitTemplate(parsed), scan, [.. check.Columns]), []);
    }

    /// <summary>What is wrong with a column that is not there.</summary>
    public TemplateFault UnknownColumn(string name, IEnumerable<string> columns)
    {
        var known = string.Join(", ", columns);
        return TemplatePlace.Fault(
            _part, _scan.Find(name), "unknown-column",
            $"there is no column \"{name}\"; the columns are {known}.", $"veergu „{name}“ ei ole; veerud on {known}.");
    }

    /// <summary>Where a name stands in the template, in words: <c>HTML, line 3</c>; <see langword="null"/> when it is not in it.</summary>
    public LocalizedText? PlaceOf(string name) => _scan.Find(name) is var (line, _)
        ? new LocalizedText($"{TemplatePlace.Name(_part).En}, line {line}", $"{TemplatePlace.Name(_part).Et}, rida {line}")
        : null;

    /// <summary>Renders it.</summary>
    /// <param name="context">With the values.</param>
    /// <param name="budget">What it may use.</param>
    /// <exception cref="TemplateLimitException">It wanted more, or could not be rendered for these values.</exception>
    public async Task<string> RenderAsync(TemplateContext context, TemplateBudget budget)
    {
        var text = new BoundedText(budget);
        try
        {
            await _template.RenderAsync(text, _part == LetterPart.Html ? Html : NullEncoder.Default, context);
            return text.ToString();
        }
#pragma warning disable CA1031 // a template is somebody's program: whatever it makes the engine throw is its fault and is told to whoever wrote it
        catch (Exception fault) when (fault is not (TemplateLimitException or OperationCanceledException or OutOfMemoryException))
        {
            throw new TemplateLimitException(fault is InvalidOperationException
                ? new LocalizedText("it takes too many steps for one letter and was stopped.", "see teeb ühe kirja kohta liiga palju samme ja katkestati.")
                : new LocalizedText($"it cannot be rendered ({TextLine.Of(fault.Message)}).", $"seda ei saa koostada ({TextLine.Of(fault.Message)})."));
        }
#pragma warning restore CA1031
    }

    /// <summary>The part, for messages.</summary>
    public LocalizedText Name => TemplatePlace.Name(_part);

    private static TemplateFault? Refusal(LetterPart part, TemplateScan scan) => scan switch
    {
        { TooLong: >= 0 and var at } => TemplatePlace.Fault(
            part, scan.PlaceOf(at), "template-not-allowed",
            $"a tag is longer than {TemplateScan.LongestTag} characters, or is not closed.", $"silt on pikem kui {TemplateScan.LongestTag} märki või on sulgemata."),
        { TooDeep: >= 0 and var at } => TemplatePlace.Fault(
            part, scan.PlaceOf(at), "template-not-allowed",
            $"more than {TemplateScan.DeepestNesting} blocks stand in one another.", $"üle {TemplateScan.DeepestNesting} ploki on üksteise sees."),
        _ => null,
    };

    // "'{% endif %}' was expected at (2:5)", then the line of the source.
    private static TemplateFault Syntax(LetterPart part, string error)
    {
        var first = error.Split('\n', 2)[0];
        var place = PlaceInError().Match(first);
        var words = TextLine.Of(place.Success ? first[..place.Index] : first);
        return TemplatePlace.Fault(
            part,
            place.Success ? (Number(place.Groups[1]), Number(place.Groups[2])) : null,
            "template-syntax",
            $"the template cannot be read: {words}.",
            $"malli ei saa lugeda: {InEstonian(words)}.");
    }

    private static int Number(Group group) => int.Parse(group.ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture);

    // The engine's few sentences; what is not among them is quoted.
    private static string InEstonian(string words)
    {
        foreach (var (pattern, text) in Sentences)
        {
            var match = pattern.Match(words);
            if (match.Success)
            {
                return string.Format(CultureInfo.InvariantCulture, text, match.Groups[1].Value);
            }
        }

        return $"„{words}“";
    }

    private static (Regex Pattern, string Text)[] Sentences =>
    [
        (EndExpected(), "oodati lõpumärki {0}"),
        (Expected(), "oodati {0}"),
        (UnknownTag(), "tundmatu silt „{0}“"),
        (InvalidTag(), "silt „{0}“ on vigaselt kirjutatud"),
        (NoValue(), "siin peab olema väärtus"),
        (NoIdentifier(), "siin peab olema nimi {0}"),
    ];

    [GeneratedRegex(@" at \(([0-9]+):([0-9]+)\)", RegexOptions.NonBacktracking)]
    private static partial Regex PlaceInError();

    [GeneratedRegex("^End of tag '(.+)' was expected", RegexOptions.NonBacktracking)]
    private static partial Regex EndExpected();

    [GeneratedRegex("^'(.+)' was expected", RegexOptions.NonBacktracking)]
    private static partial Regex Expected();

    [GeneratedRegex("^Unknown tag '(.+)'", RegexOptions.NonBacktracking)]
    private static partial Regex UnknownTag();

    [GeneratedRegex("^Invalid '(.+)' tag", RegexOptions.NonBacktracking)]
    private static partial Regex InvalidTag();

    [GeneratedRegex("^A value was expected", RegexOptions.NonBacktracking)]
    private static partial Regex NoValue();

    [GeneratedRegex("^An identifier was expected after the (.+)$", RegexOptions.NonBacktracking)]
    private static partial Regex NoIdentifier();
}
