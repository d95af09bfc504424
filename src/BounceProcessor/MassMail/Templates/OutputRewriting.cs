using Fluid.Ast;

namespace BounceProcessor.MassMail.Templates;

/// <summary>Puts <see cref="OutputText"/> in the place of every output.</summary>
internal sealed class OutputRewriting : AstRewriter
{
    /// <inheritdoc/>
    protected override Statement VisitOutputStatement(OutputStatement outputStatement) => outputStatement.Expression switch
    {
        FilterExpression { Name: "newline_to_br" } breaking => new OutputText(breaking.Input, breaks: true),
        var expression => new OutputText(expression, breaks: false),
    };
}
