namespace BounceProcessor.Diagnosis.Reasons.Loading;

/// <summary>Gathers what is wrong with the files, so that all of it is told at once.</summary>
internal sealed class FaultList
{
    // A file that is something else altogether has a fault on every line; nobody reads more than these.
    private const int MostKept = 1_000;
    private const int LongestQuote = 80;

    private readonly List<Fault> _faults = [];

    /// <summary>How many there are, told or not.</summary>
    public int Count { get; private set; }

    /// <summary>One sentence a fault, file by file and from top to bottom.</summary>
    public IReadOnlyList<string> Told()
    {
        var told = _faults.GroupBy(fault => fault.File, StringComparer.Ordinal).SelectMany(file => file.OrderBy(fault => fault.Line)).Select(fault => fault.Sentence);
        return Count > _faults.Count ? [.. told, $"{Count - _faults.Count} further {(Count - _faults.Count == 1 ? "fault is" : "faults are")} not told; correct these first."] : [.. told];
    }

    /// <param name="file">Name inside the rule book.</param>
    /// <param name="line">From 1; 0 where no line can be named.</param>
    /// <param name="fault">What is wrong and what to do.</param>
    public void Add(string file, int line, string fault) => Keep(file, line, $"{Place(file, line)}: {fault}");

    /// <summary>A fault of one entry of a file.</summary>
    public void Add(string file, int line, string kind, string? name, string fault) =>
        Keep(file, line, $"{Place(file, line)}, {kind} {Quote(name)}: {fault}");

    public void Add(string file, string fault) => Add(file, 0, fault);

    public void Add(string file, string kind, string? name, string fault) => Add(file, 0, kind, name, fault);

    /// <summary>A value in quotes, on one line and not too long.</summary>
    public static string Quote(string? value)
    {
        var text = value ?? "";
        var shown = text.Length > LongestQuote ? text[..LongestQuote] + "…" : text;
        return '"' + string.Concat(shown.Select(letter => char.IsControl(letter) ? ' ' : letter)) + '"';
    }

    /// <summary>Reads the code of an enumeration.</summary>
    /// <returns><see langword="null"/> when there is none, or when it is faulty (and then named).</returns>
    public T? Code<T>(string file, int line, string kind, string? name, string field, string? code)
        where T : struct, Enum
    {
        if (code is null)
        {
            return null;
        }

        var value = Codes.Parse<T>(code);
        if (value is null)
        {
            Add(file, line, kind, name, $"{field} {Quote(code)} is unknown; use one of {string.Join(", ", Codes.All<T>())}.");
        }

        return value;
    }

    /// <summary>The same where no line can be named.</summary>
    public T? Code<T>(string file, string kind, string? name, string field, string? code)
        where T : struct, Enum => Code<T>(file, 0, kind, name, field, code);

    private static string Place(string file, int line) => line > 0 ? $"{file}, line {line}" : file;

    private void Keep(string file, int line, string sentence)
    {
        Count++;
        if (_faults.Count < MostKept)
        {
            _faults.Add(new Fault(file, line, sentence));
        }
    }

    private readonly record struct Fault(string File, int Line, string Sentence);
}
