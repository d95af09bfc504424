using System.Globalization;
using System.Text.Encodings.Web;

using Fluid;
using Fluid.Ast;

namespace BounceProcessor.MassMail.Templates;

/// <summary>Writes a value, always encoded. The engine's own statement writes lists, and what some filters return, as they are: HTML of a cell would get through.</summary>
/// <param name="expression">Gives the value.</param>
/// <param name="breaks">Line ends become <c>&lt;br&gt;</c>: the filter <c>newline_to_br</c> at the end.</param>
internal sealed class OutputText(Expression expression, bool breaks) : Statement
{
    /// <inheritdoc/>
    public override async ValueTask<Completion> WriteToAsync(TextWriter writer, TextEncoder encoder, TemplateContext context)
    {
        context.IncrementSteps();
        var value = await expression.EvaluateAsync(context);
        var text = value.ToStringValue();
        if (!breaks || encoder is NullEncoder)
        {
            await writer.WriteAsync(encoder.Encode(text));
            return Completion.Normal;
        }

        var lines = text.ReplaceLineEndings("\n").Split('\n');
        await writer.WriteAsync(string.Join("<br>\n", lines.Select(encoder.Encode)));
        return Completion.Normal;
    }

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{nameof(OutputText)} {expression}");
}
