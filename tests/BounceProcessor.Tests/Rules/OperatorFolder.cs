using System.Globalization;

using BounceProcessor.Rules;

using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace BounceProcessor.Tests.Rules;

/// <summary>A folder of operator rules with a clock of its own and everything that was logged about it.</summary>
internal sealed class OperatorFolder : ILogger<RulesInForce>, IDisposable
{
    private readonly DirectoryInfo _parent = Directory.CreateTempSubdirectory("bounceproc-rules-");
    private DateTime _written = new(2026, 3, 2, 10, 0, 0, DateTimeKind.Utc);

    public OperatorFolder()
    {
        Options = new RulesOptions { Folder = System.IO.Path.Combine(_parent.FullName, "rules") };
        Rules = new RulesInForce(Microsoft.Extensions.Options.Options.Create(Options), Time, this);
    }

    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 3, 2, 10, 0, 0, TimeSpan.Zero));

    public RulesOptions Options { get; }

    public RulesInForce Rules { get; }

    public List<(LogLevel Level, string Text)> Log { get; } = [];

    public string Path => Options.Folder;

    /// <summary>A rule file with one rule, <c>NAME/a</c>, for these words.</summary>
    public static string Rule(string name, string phrase) =>
        $$"""{ "rules": [ { "id": "{{name}}/a", "reason": "mailbox-full", "phrases": ["{{phrase}}"], "sample": "550 {{phrase}}" } ] }""";

    /// <summary>Writes a file, each time a second later.</summary>
    public void Write(string name, string text)
    {
        Directory.CreateDirectory(Path);
        var path = System.IO.Path.Combine(Path, name);
        File.WriteAllText(path, text);
        _written = _written.AddSeconds(1);
        File.SetLastWriteTimeUtc(path, _written);
    }

    /// <summary>Looks until there is nothing more to wait for than the next interval.</summary>
    public void LookUntilSettled()
    {
        while (Rules.LookAgain(CancellationToken.None) < Options.Interval)
        {
            Time.Advance(RulesInForce.Settling);
        }
    }

    public void Dispose() => _parent.Delete(recursive: true);

    IDisposable? ILogger.BeginScope<TState>(TState state) => NullLogger.Instance.BeginScope(state);

    bool ILogger.IsEnabled(LogLevel logLevel) => true;

    void ILogger.Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        Log.Add((logLevel, formatter(state, exception).ToString(CultureInfo.InvariantCulture)));
}
