using System.Globalization;

namespace BounceProcessor.Benchmarks.Sending;

/// <summary>One line of the table.</summary>
/// <param name="Name">Who sends.</param>
/// <param name="Connections">By how many connections.</param>
internal sealed record SendingLine(string Name, int Connections)
{
    /// <summary>Mails a second, one value a round.</summary>
    public List<double> Rates { get; } = [];

    public double Median => Rates.Order().ElementAt(Rates.Count / 2);

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"{Name,-16}{Connections,12}{Median,10:N0}{Rates.Min(),9:N0}{Rates.Max(),9:N0}");
}
