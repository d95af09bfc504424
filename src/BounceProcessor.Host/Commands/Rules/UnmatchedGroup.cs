namespace BounceProcessor.Host.Commands.Rules;

/// <summary>Diagnostics of one shape.</summary>
internal sealed class UnmatchedGroup(DiagnosticShape shape, string example, string decidedBy)
{
    private const int MostHosts = 1_000;

    private readonly Dictionary<string, long> _hosts = new(StringComparer.Ordinal);

    public DiagnosticShape Shape => shape;

    /// <summary>The first diagnostic of this shape.</summary>
    public string Example => example;

    /// <summary>The row of the code table and its reason, or <c>unclassified</c>.</summary>
    public string DecidedBy => decidedBy;

    public long Count { get; private set; }

    /// <summary>The host that refused most often; <see langword="null"/> when none is known.</summary>
    public string? Host => _hosts.Count == 0 ? null : _hosts.OrderByDescending(host => host.Value).ThenBy(host => host.Key, StringComparer.Ordinal).First().Key;

    public int Hosts => _hosts.Count;

    public void Add(string? host)
    {
        Count++;
        if (host is not null && (_hosts.Count < MostHosts || _hosts.ContainsKey(host)))
        {
            _hosts[host] = _hosts.GetValueOrDefault(host) + 1;
        }
    }
}
