using System.Globalization;
using System.Text;

namespace BounceProcessor.Tests.Sending.Killing;

/// <summary>What many kills of a sending service did: the far side's count beside ours.</summary>
internal sealed class SenderKillTally(IReadOnlyList<string> steps)
{
    private readonly Dictionary<string, int> _kills = steps.ToDictionary(step => step, _ => 0, StringComparer.Ordinal);
    private readonly List<string> _faults = [];

    public int Kills => _kills.Values.Sum();

    /// <summary>What was found wrong.</summary>
    public IReadOnlyList<string> Faults => _faults;

    /// <summary>Mails that the far side accepted, doubles included.</summary>
    public int FarSide { get; set; }

    public int Mails { get; private set; }

    /// <summary>Accepted, as our outbox says.</summary>
    public int Accepted { get; private set; }

    /// <summary>Put before a person.</summary>
    public int Unsure { get; private set; }

    /// <summary>Of those, how many the far side has.</summary>
    public int UnsureThatCame { get; private set; }

    /// <summary>Came more than once.</summary>
    public int Doubles { get; private set; }

    /// <summary>Came more than once and were never put before a person.</summary>
    public int UnflaggedDoubles { get; private set; }

    /// <summary>Did not come, although nobody was told that they may not have.</summary>
    public int Lost { get; private set; }

    public void AddKill(string step) => _kills[step]++;

    public void AddFault(string text) => _faults.Add(text);

    /// <param name="address">Whom it concerns.</param>
    /// <param name="state">As our outbox says.</param>
    /// <param name="wasFlagged">It was put before a person at some time.</param>
    /// <param name="came">How often the far side accepted it.</param>
    public void AddRecipient(string address, string state, bool wasFlagged, int came)
    {
        Mails++;
        Accepted += state == "accepted" ? 1 : 0;
        Unsure += state == "unsure" ? 1 : 0;
        UnsureThatCame += state == "unsure" && came > 0 ? 1 : 0;
        Doubles += came > 1 ? 1 : 0;
        UnflaggedDoubles += came > 1 && !wasFlagged ? 1 : 0;
        Lost += came == 0 && state != "unsure" ? 1 : 0;
        if ((came > 1 && !wasFlagged) || (came == 0 && state != "unsure") || state is not ("accepted" or "unsure"))
        {
            _faults.Add($"{address}: {state} here, came {came} times");
        }
    }

    public override string ToString()
    {
        var text = new StringBuilder();
        text.AppendLine(CultureInfo.InvariantCulture, $"killed in              {string.Join(", ", _kills.Select(step => $"{step.Key} {step.Value}"))}: {Kills}");
        text.AppendLine(CultureInfo.InvariantCulture, $"mails                  {Mails}");
        text.AppendLine(CultureInfo.InvariantCulture, $"accepted by far side   {FarSide}");
        text.AppendLine(CultureInfo.InvariantCulture, $"accepted as we say     {Accepted}");
        text.AppendLine(CultureInfo.InvariantCulture, $"unsure                 {Unsure}, of which the far side has {UnsureThatCame}");
        text.AppendLine(CultureInfo.InvariantCulture, $"doubles                {Doubles}, of which not flagged as unsure {UnflaggedDoubles}");
        return text.AppendLine(CultureInfo.InvariantCulture, $"lost                   {Lost}").ToString();
    }
}
