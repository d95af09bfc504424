namespace BounceProcessor.Diagnosis.Reasons.Loading;

/// <summary>Gathers what is wrong with the files, so that all of it is told at once.</summary>
internal sealed class FaultList
{
    private readonly List<string> _faults = [];

    public IReadOnlyList<string> Faults => _faults;

    public void Add(string file, string fault) => _faults.Add($"{file}: {fault}");

    public void Add(string file, string kind, string? name, string fault) => _faults.Add($"{file}, {kind} \"{name}\": {fault}");

    /// <summary>Reads the code of an enumeration.</summary>
    /// <returns><see langword="null"/> when there is none, or when it is faulty (and then named).</returns>
    public T? Code<T>(string file, string kind, string? name, string field, string? code)
        where T : struct, Enum
    {
        if (code is null)
        {
            return null;
        }

        var value = Codes.Parse<T>(code);
        if (value is null)
        {
            Add(file, kind, name, $"{field} \"{code}\" is unknown; use one of {string.Join(", ", Codes.All<T>())}.");
        }

        return value;
    }
}
