using System.Buffers;

namespace BounceProcessor.Diagnosis.Reading.Formats;

/// <summary>
/// Tells in running text whom a notice is about: an address behind "to", "recipient" or "for user" failed, one behind "contact",
/// "reference" or "from" did not.
/// </summary>
internal static class ProseAddresses
{
    private const int Limit = 100;

    /// <summary>Characters in front of an address that say what it is.</summary>
    private const int Reach = 40;

    private static readonly string[] Announcements =
        [" to", " to:", " for", " for:", "user", "recipient", "recipient:", "recipients:", "recipient(s):", "mailbox", "address", "address:", "account", "rcpt to:", "to user", "addressee", "intended for"];

    private static readonly SearchValues<string> Aside = Words.Phrases(
        "contact", "write to", "reply to", "reply-to", "respond to", "help", "support", "question", "report to", "forward to", "from", "sender", "reference", "message-id", "message id", " id", "session", "mailto:",
        "visit", "http:", "https:", "ask ", "try ", "e.g.", "e-mail us", "email us", "please", "instead", "postmaster", "administrator", "in-reply-to", "references:", "return-path", "subject", "complain", "unsubscribe", "sent by", "dear ", "hello ", "hi ", "copyright", "this mailbox");

    /// <summary>The recipients among the addresses that stand near words of failure: those that are announced as such, else those that nothing speaks against.</summary>
    /// <param name="near">Addresses near words of failure.</param>
    /// <param name="lines">The lines of the notice.</param>
    public static List<RecipientBlock> Choose(List<RecipientBlock> near, IReadOnlyList<string> lines)
    {
        var announced = new List<RecipientBlock>();
        for (var i = 0; i < lines.Count && announced.Count < Limit; i++)
        {
            Announced(lines, i, near, announced);
        }

        if (announced.Count > 0)
        {
            return announced;
        }

        return near.FindAll(block => !lines.Any(line => IsAside(line, block.Address)));
    }

    /// <summary>The line of the address does not go on with a sentence from the line before.</summary>
    public static bool StandsApart(string address, IReadOnlyList<string> lines)
    {
        for (var i = 0; i < lines.Count; i++)
        {
            if (lines[i].Contains(address, StringComparison.OrdinalIgnoreCase)
                && (i == 0 || lines[i - 1].Length == 0 || IsAddressAlone(lines[i - 1]) || !char.IsLetter(lines[i - 1][^1])))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsAddressAlone(string line) => line.Contains('@', StringComparison.Ordinal) && !line.AsSpan().Trim().Contains(' ');

    private static void Announced(IReadOnlyList<string> lines, int index, List<RecipientBlock> near, List<RecipientBlock> announced)
    {
        var line = lines[index];
        var joined = false;
        for (var from = 0; announced.Count < Limit && Addresses.TryFind(line, from, out var found); from = found.End)
        {
            var before = Before(line, from, found.Begin);
            joined = (joined && before.Trim() is "," or ";" or "and" or "," or ", and") || (IsAnnouncement(line, from, found.Begin) && !before.AsSpan().ContainsAny(Aside));
            if (joined && !announced.Exists(block => block.Address.Equals(found.Address, StringComparison.OrdinalIgnoreCase)))
            {
                announced.Add(near.Find(block => block.Address.Equals(found.Address, StringComparison.OrdinalIgnoreCase))
                    ?? new RecipientBlock(found.Address, null, string.Join('\n', lines.Skip(index)).Trim(), false));
            }
        }
    }

    private static bool IsAnnouncement(string line, int from, int begin)
    {
        var before = " " + Before(line, from, begin).TrimEnd();
        return Array.Exists(Announcements, words => before.EndsWith(words, StringComparison.OrdinalIgnoreCase));
    }

    private static string Before(string line, int from, int begin) =>
        line[Math.Max(from, begin - Reach)..begin].TrimEnd('<', '"', '\'', '(', '[', ' ', '\t').TrimStart('>', '"', '\'', ')', ']', ' ');

    private static bool IsAside(string line, string address)
    {
        var at = line.IndexOf(address, StringComparison.Ordinal);
        var before = at >= 0 ? Before(line, 0, at) : "";
        return before.AsSpan().ContainsAny(Aside) || before.EndsWith(" if", StringComparison.OrdinalIgnoreCase);
    }
}
