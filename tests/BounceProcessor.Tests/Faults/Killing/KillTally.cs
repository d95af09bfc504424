using System.Globalization;
using System.Text;

namespace BounceProcessor.Tests.Faults.Killing;

/// <summary>What many kills did, by step.</summary>
internal sealed class KillTally
{
    private readonly Dictionary<string, Line> _lines = KillPoint.Steps.ToDictionary(step => step, _ => new Line(), StringComparer.Ordinal);
    private readonly List<string> _faults = [];

    public int Kills => _lines.Values.Sum(line => line.Kills);

    /// <summary>Runs that ended before they came to the place where they were to be killed.</summary>
    public int NotReached { get; private set; }

    /// <summary>What was found wrong, with the kills before it.</summary>
    public IReadOnlyList<string> Faults => _faults;

    public int KillsAt(string step) => _lines[step].Kills;

    public void AddKill(KillPoint point) => _lines[point.Step].Kills++;

    public void AddMiss() => NotReached++;

    /// <summary>Blames the last kill; those before it are told too.</summary>
    public void AddFindings(IReadOnlyList<KillPoint> kills, string when, Findings findings)
    {
        if (findings.AreNone)
        {
            return;
        }

        var line = _lines[kills.Count > 0 ? kills[^1].Step : KillPoint.Steps[0]];
        line.Lost += findings.Lost.Count;
        line.Doubled += findings.Doubled.Count;
        line.Touched += findings.Touched.Count;
        line.Unbalanced += findings.Unbalanced.Count;
        _faults.Add($"{when}, killed at {string.Join(", ", kills)}: {findings}");
    }

    public void AddFault(string text) => _faults.Add(text);

    public override string ToString()
    {
        var text = new StringBuilder($"{"killed in",-14}{"kills",7}{"lost",7}{"doubled",9}{"touched",9}{"unbalanced",12}\n");
        foreach (var (step, line) in _lines)
        {
            text.Append(Row(step, line));
        }

        return text.Append(Row("all", new Line
        {
            Kills = Kills,
            Lost = _lines.Values.Sum(line => line.Lost),
            Doubled = _lines.Values.Sum(line => line.Doubled),
            Touched = _lines.Values.Sum(line => line.Touched),
            Unbalanced = _lines.Values.Sum(line => line.Unbalanced),
        })).ToString();
    }

    private static string Row(string name, Line line) => string.Create(
        CultureInfo.InvariantCulture, $"{name,-14}{line.Kills,7}{line.Lost,7}{line.Doubled,9}{line.Touched,9}{line.Unbalanced,12}\n");

    private sealed class Line
    {
        public int Kills { get; set; }

        public int Lost { get; set; }

        public int Doubled { get; set; }

        public int Touched { get; set; }

        public int Unbalanced { get; set; }
    }
}
