using System.Globalization;
using System.Text;

using BounceProcessor.Sending.Records;

namespace BounceProcessor.Host.Commands.Sending;

/// <summary>Sent mails as text for people; what comes from outside is made safe for the terminal.</summary>
internal static class SentMailText
{
    private const int MostNamed = 2;

    /// <summary>How it stands with a mail as a whole.</summary>
    public static string State(SentMailItem item) =>
        item.Open.Count > 0 ? string.Join(", ", item.Open.Select(transmission => transmission.State).Distinct()) : "done";

    /// <summary>Its recipients with their states, the first few by name.</summary>
    public static string Recipients(SentMailItem item)
    {
        var named = item.Recipients.Take(MostNamed).Select(recipient => $"{recipient.Address} {Of(recipient)}");
        return string.Join("; ", named) + (item.Recipients.Count > MostNamed ? string.Create(CultureInfo.InvariantCulture, $"; {item.Recipients.Count - MostNamed} more") : "");
    }

    /// <summary>One mail's story.</summary>
    public static string Page(SentMailView view)
    {
        var text = new StringBuilder();
        foreach (var (label, value) in Fields(view.Mail).Where(field => !string.IsNullOrEmpty(field.Value)))
        {
            Line(text, $"{label,-14}{value}");
        }

        text.Append('\n');
        foreach (var recipient in view.Recipients)
        {
            Line(text, $"{recipient.Kind,-4} {recipient.Address}: {Of(recipient)}{(recipient.EventId is { } id ? string.Create(CultureInfo.InvariantCulture, $", event {id}") : "")} {recipient.Reply}");
        }

        text.Append('\n');
        foreach (var one in view.Transmissions)
        {
            Line(text, string.Create(CultureInfo.InvariantCulture, $"transmission {one.Id}: {one.State}, {CountText.Of(one.Attempts, "try", "tries")}, by {one.Server}, from {one.EnvelopeSender}"));
            Line(text, one.State == "waiting" ? $"  next try {Time(one.NextAt)} UTC, given up {Time(one.ExpiresAt)} UTC {one.Reply}" : $"  {Time(one.ChangedAt)} UTC  {one.Reply}");
        }

        text.Append('\n');
        foreach (var entry in view.History)
        {
            Line(text, string.Create(CultureInfo.InvariantCulture, $"{Time(entry.At)}  {entry.TransmissionId}  {entry.ChangedBy ?? "outbox"}: {entry.Action} {entry.Text}"));
        }

        return text.ToString();
    }

    /// <summary>A time as lists show it.</summary>
    public static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);

    private static string Of(SentRecipient recipient) => recipient.Returned is { } returned ? $"{recipient.State}, {returned}" : recipient.State;

    private static (string Label, string? Value)[] Fields(SentMail mail) =>
    [
        ("mail", mail.Id.ToString(CultureInfo.InvariantCulture)),
        ("company", mail.Company),
        ("user", mail.UserCode),
        ("mode", mail.Mode),
        ("from", mail.FromAddress),
        ("reply to", mail.ReplyTo),
        ("subject", mail.Subject),
        ("customer", mail.Customer),
        ("document", mail.Document),
        ("Message-ID", mail.MessageId),
        ("key", mail.IdempotencyKey),
        ("size", string.Create(CultureInfo.InvariantCulture, $"{CountText.Of(mail.SizeBytes, "byte")}")),
        ("accepted", Time(mail.AcceptedAt) + " UTC"),
    ];

    private static void Line(StringBuilder text, string line) => text.Append(TerminalText.Safe(line.TrimEnd())).Append('\n');
}
