using System.Globalization;

using BounceProcessor.Tests.Servers;

namespace BounceProcessor.Benchmarks.Polling;

/// <summary>Processor time of all processes of a server, of those that have ended too.</summary>
internal sealed class ServerCpu(PrivateDovecot server)
{
    private const double TicksASecond = 100;

    public TimeSpan Total()
    {
        var master = File.ReadAllText(Path.Combine(server.Folder, "run", "master.pid")).Trim();
        var ticks = Directory.EnumerateDirectories("/proc")
            .Where(folder => char.IsAsciiDigit(Path.GetFileName(folder)[0]))
            .Sum(folder => Ticks(folder, master));
        return TimeSpan.FromSeconds(ticks / TicksASecond);
    }

    // proc(5): behind the name in brackets come state, parent, group; the times are fields 14 to 17, those of children that ended included.
    private static long Ticks(string folder, string group)
    {
        try
        {
            var text = File.ReadAllText(Path.Combine(folder, "stat"));
            var fields = text[(text.LastIndexOf(')') + 2)..].Split(' ');
            return fields[2] == group ? fields[11..15].Sum(field => long.Parse(field, CultureInfo.InvariantCulture)) : 0;
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return 0; // it ended meanwhile
        }
    }
}
