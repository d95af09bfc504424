using Fluid.Ast;
using Fluid.Ast.BinaryExpressions;

namespace BounceProcessor.MassMail.Templates;

/// <summary>Looks at a parsed template: what it uses must be allowed, and every name must be a column or its own.</summary>
internal sealed class TemplateCheck(LetterPart part, TemplateScan scan) : AstVisitor
{
    private const int LongestRange = 1_000;

    private static readonly HashSet<string> ListMembers = ["size", "first", "last"];

    private readonly List<TemplateFault> _faults = [];
    private readonly HashSet<string> _own = new(StringComparer.OrdinalIgnoreCase) { "forloop" };
    private readonly Dictionary<string, string?> _names = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>What is not allowed.</summary>
    public IReadOnlyList<TemplateFault> Faults => _faults;

    /// <summary>The columns it needs, as first written.</summary>
    public IEnumerable<string> Columns => _names.Keys.Where(name => !_own.Contains(name));

    /// <inheritdoc/>
    protected override Statement VisitAssignStatement(AssignStatement assignStatement)
    {
        _own.Add(assignStatement.Identifier);
        return base.VisitAssignStatement(assignStatement);
    }

    /// <inheritdoc/>
    protected override Statement VisitForStatement(ForStatement forStatement)
    {
        _own.Add(forStatement.Identifier);
        return base.VisitForStatement(forStatement);
    }

    /// <inheritdoc/>
    protected override Expression VisitMemberExpression(MemberExpression memberExpression)
    {
        if (memberExpression.Segments is [IdentifierSegment { Identifier: var name }, ..] segments)
        {
            _names.TryAdd(name, null);
            var second = segments.Skip(1).OfType<IdentifierSegment>().FirstOrDefault();
            if (second is not null && name != "forloop" && !ListMembers.Contains(second.Identifier))
            {
                NotAllowed(second.Identifier, $"{name}.{second.Identifier}");
            }
        }

        if (memberExpression.Segments.Any(segment => segment is FunctionCallSegment))
        {
            NotAllowed("(", "function()");
        }

        return base.VisitMemberExpression(memberExpression);
    }

    /// <inheritdoc/>
    protected override Expression VisitFilterExpression(FilterExpression filterExpression)
    {
        if (!TemplateFilters.Names.Contains(filterExpression.Name))
        {
            var (name, all) = (filterExpression.Name, string.Join(", ", TemplateFilters.Names));
            Add(name, $"there is no filter \"{name}\" here; there are {all}.", $"filtrit „{name}“ siin ei ole; on olemas {all}.");
        }

        return base.VisitFilterExpression(filterExpression);
    }

    /// <inheritdoc/>
    protected override Expression VisitRangeExpression(RangeExpression rangeExpression)
    {
        if (Number(rangeExpression.From) is not { } from || Number(rangeExpression.To) is not { } to || to - from >= LongestRange)
        {
            Add(
                "for",
                $"a range needs two numbers at most {LongestRange} apart, such as (1..12).",
                $"vahemik vajab kaht arvu, mille vahe on kuni {LongestRange}, näiteks (1..12).");
        }

        return base.VisitRangeExpression(rangeExpression);
    }

    /// <inheritdoc/>
    public override Statement VisitOtherStatement(Statement statement) => NotAllowed("%", statement.GetType().Name, statement);

    /// <inheritdoc/>
    protected override Statement VisitCaptureStatement(CaptureStatement captureStatement) => NotAllowed("capture", "capture", captureStatement);

    /// <inheritdoc/>
    protected override Statement VisitCycleStatement(CycleStatement cycleStatement) => NotAllowed("cycle", "cycle", cycleStatement);

    /// <inheritdoc/>
    protected override Statement VisitIncrementStatement(IncrementStatement incrementStatement) => NotAllowed("increment", "increment", incrementStatement);

    /// <inheritdoc/>
    protected override Statement VisitDecrementStatement(DecrementStatement decrementStatement) => NotAllowed("decrement", "decrement", decrementStatement);

    /// <inheritdoc/>
    protected override Statement VisitIfChangedStatement(IfChangedStatement ifChangedStatement) => NotAllowed("ifchanged", "ifchanged", ifChangedStatement);

    /// <inheritdoc/>
    protected override Statement VisitIncludeStatement(IncludeStatement includeStatement) => NotAllowed("include", "include", includeStatement);

    /// <inheritdoc/>
    protected override Statement VisitRenderStatement(RenderStatement renderStatement) => NotAllowed("render", "render", renderStatement);

    /// <inheritdoc/>
    protected override Statement VisitLiquidStatement(LiquidStatement liquidStatement) => NotAllowed("liquid", "liquid", liquidStatement);

    /// <inheritdoc/>
    protected override Statement VisitMacroStatement(MacroStatement macroStatement) => NotAllowed("macro", "macro", macroStatement);

    /// <inheritdoc/>
    protected override Statement VisitFromStatement(FromStatement fromStatement) => NotAllowed("from", "from", fromStatement);

    /// <inheritdoc/>
    protected override Statement VisitTableRowStatement(TableRowStatement tableRowStatement) => NotAllowed("tablerow", "tablerow", tableRowStatement);

    /// <inheritdoc/>
    protected override Expression VisitGreaterThanBinaryExpression(GreaterThanBinaryExpression greaterThanBinaryExpression) =>
        NoComparing(greaterThanBinaryExpression);

    /// <inheritdoc/>
    protected override Expression VisitLowerThanBinaryExpression(LowerThanBinaryExpression lowerThanBinaryExpression) =>
        NoComparing(lowerThanBinaryExpression);

    private static decimal? Number(Expression expression) =>
        expression is LiteralExpression { Value: { Type: Fluid.Values.FluidValues.Number } value } ? value.ToNumberValue() : null;

    private Expression NoComparing(Expression expression)
    {
        Add(
            null,
            "< and > are not available, for cells are text; ask with == or !=, or put the answer into a column.",
            "< ja > ei ole kasutatavad, sest lahtrid on tekst; võrrelge märkidega == või != või pange vastus eraldi veergu.");
        return expression;
    }

    private Statement NotAllowed(string word, string shown, Statement statement)
    {
        NotAllowed(word, shown);
        return statement;
    }

    private void NotAllowed(string word, string shown) =>
        Add(word, $"\"{shown}\" is not available in letters.", $"„{shown}“ ei ole kirjades kasutatav.");

    private void Add(string? word, string en, string et) =>
        _faults.Add(TemplatePlace.Fault(part, word is null ? null : scan.Find(word), "template-not-allowed", en, et));
}
