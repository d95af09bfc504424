using System.Diagnostics;

namespace BounceProcessor.Host.Commands;

/// <summary>One line on a terminal that says how far long work is. Silent when standard error is no terminal, or when results go to the same terminal.</summary>
internal sealed class Progress
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    private readonly TextWriter? _terminal;
    private long _last = Stopwatch.GetTimestamp();
    private int _width;

    private Progress(TextWriter? terminal) => _terminal = terminal;

    /// <summary>Shows progress where a person can see it and it disturbs nothing.</summary>
    public static Progress OnTerminal(TextWriter error) => new(!Console.IsErrorRedirected && Console.IsOutputRedirected ? error : null);

    /// <summary>Replaces the line, at most four times a second.</summary>
    public void Report(FormattableString text)
    {
        if (_terminal is null || Stopwatch.GetElapsedTime(_last) < Pause)
        {
            return;
        }

        var line = FormattableString.Invariant(text);
        _terminal.Write("\r" + line.PadRight(_width));
        _terminal.Flush();
        _width = line.Length;
        _last = Stopwatch.GetTimestamp();
    }

    /// <summary>Removes the line, before other text or at the end.</summary>
    public void Clear()
    {
        if (_width > 0)
        {
            _terminal?.Write("\r" + new string(' ', _width) + "\r");
            _width = 0;
        }
    }
}
