using System.Buffers;
using System.Text;

namespace BounceProcessor.Diagnosis.Reading;

/// <summary>
/// Reads the fields of a delivery status (RFC 3464, section 2) leniently: groups without blank lines between them, blank lines inside
/// them, lines that are no fields, continuations that are not indented, base64 in the middle.
/// </summary>
internal static class DeliveryStatusReader
{
    private const int RecipientLimit = 10_000;

    // More of one line is never looked at; folded lines add up to as much.
    private const int ValueLimit = 8_192;

    private const string FinalRecipient = "Final-Recipient";

    private const string OriginalRecipient = "Original-Recipient";

    private static readonly string[] RecipientFields =
    [
        OriginalRecipient, FinalRecipient, "Action", "Status", "Remote-MTA", "Diagnostic-Code", "Last-Attempt-Date",
        "Final-Log-ID", "Will-Retry-Until", "X-Supplementary-Info", "X-Display-Name", "X-Actual-Recipient",
        "X-PowerMTA-BounceCategory", "X-Postfix-Sender-Bounce",
    ];

    private static readonly string[] MessageFields =
        ["Reporting-MTA", "Original-Envelope-Id", "DSN-Gateway", "Received-From-MTA", "Arrival-Date", "X-Postfix-Queue-ID", "X-Postfix-Sender", "Reporting-UA"];

    private static readonly SearchValues<char> FieldName =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_");

    /// <summary>Reads a delivery status.</summary>
    /// <param name="text">The decoded part, or any text that such fields stand in.</param>
    public static DeliveryStatus Read(string text) => Read(Unmarked(text), 0);

    // Indented or quoted as a whole: the mark of the first line stands before the others too.
    private static string Unmarked(string text)
    {
        var first = text.AsSpan().TrimStart("\r\n");
        var mark = first[..(first.Length - first.TrimStart("> \t").Length)];
        if (mark.IsEmpty)
        {
            return text;
        }

        var plain = new StringBuilder(text.Length);
        foreach (var line in text.AsSpan().EnumerateLines())
        {
            plain.Append(line.StartsWith(mark) ? line[mark.Length..] : line.TrimStart('>')).Append('\n');
        }

        return plain.ToString();
    }

    private static DeliveryStatus Read(string text, int depth)
    {
        var message = new StatusGroup();
        var recipients = new List<StatusGroup>();
        var encoded = new StringBuilder();
        StatusGroup? current = null;
        (StatusGroup Group, string Name)? last = null;
        var named = 0;

        foreach (var raw in text.AsSpan().EnumerateLines())
        {
            if (raw.IsWhiteSpace())
            {
                current = null;
                last = null;
                encoded.Append(encoded.Length > 0 ? "\n" : "");
                continue;
            }

            if (raw[0] is ' ' or '\t' && last is { } folded)
            {
                folded.Group.Append(folded.Name, Short(raw.Trim()));
                continue;
            }

            var line = raw.Trim();
            if (!TryField(line, out var name, out var value))
            {
                Loose(line, last, encoded);
                continue;
            }

            if (name == FinalRecipient)
            {
                named++;
            }

            last = name is null ? null : Place(name, value, message, recipients, ref current);
        }

        if (encoded.Length > 0 && depth == 0)
        {
            // Exchange Online base64-encodes every group but the first without saying so, all in one or each for itself.
            var groups = encoded.ToString();
            var inner = TryBase64(groups, out var whole) ? whole : string.Join("\n\n", groups.Split('\n').Select(group => TryBase64(group, out var one) ? one : ""));
            var read = Read(inner, depth + 1);
            recipients.AddRange(read.Recipients.Take(RecipientLimit - recipients.Count));
            named += read.NamedRecipients;
        }

        return new DeliveryStatus(message, Merged(recipients), named);
    }

    private static (StatusGroup, string)? Place(string name, string value, StatusGroup message, List<StatusGroup> recipients, ref StatusGroup? current)
    {
        if (Array.IndexOf(MessageFields, name) >= 0)
        {
            if (!message.Has(name))
            {
                message.Set(name, value);
            }

            return (message, name);
        }

        if (current is null || (current.Has(name) && BeginsRecipient(name) && current.NamesRecipient))
        {
            if (recipients.Count >= RecipientLimit)
            {
                return null;
            }

            current = new StatusGroup();
            recipients.Add(current);
        }

        if (current.Has(name))
        {
            current.Append(name, value);
        }
        else
        {
            current.Set(name, value);
        }

        return (current, name);
    }

    private static bool BeginsRecipient(string name) => name is FinalRecipient or OriginalRecipient or "Action" or "Status";

    // A line that is no field: base64 is kept for later, anything else continues a diagnostic.
    private static void Loose(ReadOnlySpan<char> line, (StatusGroup Group, string Name)? last, StringBuilder encoded)
    {
        if (line.Length >= 20 && line.IndexOfAnyExcept(Base64Letters) < 0 && encoded.Length < 1_000_000)
        {
            encoded.Append(line);
        }
        else if (encoded.Length > 0 && line.IndexOfAnyExcept(Base64Letters) < 0)
        {
            encoded.Append(line);
        }
        else if (last is { } field && field.Name.Equals("Diagnostic-Code", StringComparison.OrdinalIgnoreCase))
        {
            field.Group.Append(field.Name, Short(line));
        }
    }

    private static readonly SearchValues<char> Base64Letters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/=");

    // The name is null where nobody asks for that field.
    private static bool TryField(ReadOnlySpan<char> line, out string? name, out string value)
    {
        name = null;
        value = "";
        var colon = line.IndexOf(':');
        if (colon is < 3 or > 60)
        {
            return false;
        }

        var field = line[..colon].TrimEnd();
        if (field.IndexOfAnyExcept(FieldName) >= 0)
        {
            return false;
        }

        name = Known(field, RecipientFields) ?? Known(field, MessageFields);
        value = name is null ? "" : Short(line[(colon + 1)..].Trim()).ToString();
        return true;
    }

    private static string? Known(ReadOnlySpan<char> field, string[] names)
    {
        foreach (var name in names)
        {
            if (field.Length == name.Length && field.Equals(name, StringComparison.OrdinalIgnoreCase))
            {
                return name;
            }
        }

        return null;
    }

    private static ReadOnlySpan<char> Short(ReadOnlySpan<char> value) => value.Length > ValueLimit ? value[..ValueLimit] : value;

    private static bool TryBase64(string encoded, out string text)
    {
        encoded = encoded.Replace("\n", "", StringComparison.Ordinal);
        var bytes = new byte[encoded.Length];
        var ok = Convert.TryFromBase64String(encoded[..(encoded.Length / 4 * 4)], bytes, out var length);
        text = ok ? TextDecoding.Decode(bytes.AsSpan(0, length), null) : "";
        return ok && text.Contains("recipient", StringComparison.OrdinalIgnoreCase);
    }

    // A blank line inside a recipient splits it: what names nobody belongs to the one before, or after it.
    private static List<StatusGroup> Merged(List<StatusGroup> groups)
    {
        var merged = new List<StatusGroup>(groups.Count);
        StatusGroup? waiting = null;
        foreach (var group in groups)
        {
            if (group.NamesRecipient)
            {
                if (waiting is not null)
                {
                    group.FillFrom(waiting);
                    waiting = null;
                }

                merged.Add(group);
            }
            else if (merged.Count > 0 && !merged[^1].Has("Status") && !merged[^1].Has("Action"))
            {
                merged[^1].FillFrom(group);
            }
            else if (merged.Count == 0)
            {
                waiting = group;
            }
        }

        if (merged.Count == 0 && waiting is not null)
        {
            merged.Add(waiting);
        }

        return merged;
    }
}
