using System.Globalization;
using System.Text.Encodings.Web;

using Fluid.Values;

namespace BounceProcessor.MassMail.Templates;

/// <summary>An empty cell. A condition and the filter <c>default</c> may ask about it; whoever writes it or reckons with its text has a row that lacks a value.</summary>
/// <param name="column">Its column, for people.</param>
/// <param name="missing">Where it is noted that the value was needed.</param>
internal sealed class EmptyCell(string column, ICollection<string> missing) : FluidValue
{
    /// <inheritdoc/>
    public override FluidValues Type => FluidValues.Nil;

    /// <inheritdoc/>
    public override bool IsNil() => true;

    /// <inheritdoc/>
    public override bool ToBooleanValue() => false;

    /// <inheritdoc/>
    public override decimal ToNumberValue() => 0;

    /// <inheritdoc/>
    public override string ToStringValue()
    {
        missing.Add(column);
        return "";
    }

    /// <inheritdoc/>
    public override object ToObjectValue() => "";

    /// <inheritdoc/>
    public override bool Equals(FluidValue? other) =>
        other is null || other.IsNil() || other is BlankValue or EmptyValue || (other.Type == FluidValues.String && other.ToStringValue().Length == 0);

    /// <inheritdoc/>
    public override ValueTask WriteToAsync(TextWriter writer, TextEncoder encoder, CultureInfo cultureInfo)
    {
        missing.Add(column);
        return default;
    }
}
