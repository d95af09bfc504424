using System.Buffers;

namespace BounceProcessor.Diagnosis.Reading;

/// <summary>What the words around a refusal tell besides the reason: which host refused, at which command, and whether the queue ran out.</summary>
internal static class RefusalWords
{
    private static readonly SearchValues<string> Expired = Words.Phrases(
        "retry timeout exceeded", "retry time not reached for any host after a long failure period", "delivery time expired",
        "message expired", "envelope expired", "too long in the queue", "in the queue too long", "been in the queue too long",
        "giving up on delivery", "could not deliver for the last", "delivery timed out", "maximum retry", "retries exceeded",
        "retry limit exceeded", "after multiple retries, giving up", "queue lifetime", "maximum time in queue", "message timed out",
        "unable to deliver the message within", "was not delivered within", "delivery attempts have been abandoned",
        "has expired after", "transaction failed after", "cannot be delivered after", "delivery expired", "has not been collected after",
        "been on the queue too long", "too many delivery attempts", "max. retries", "hop timeout", "could not be delivered for");

    private static readonly SearchValues<char> AfterHost = SearchValues.Create(" \t\r\n(;,");

    private static readonly (string Words, string Stage)[] Stages =
    [
        ("end of data", "."), ("final data", "."), ("after i sent the message", "."), ("[data_end]", "."),
        ("rcpt to", "RCPT"), ("[rcpt_to]", "RCPT"), ("does not like recipient", "RCPT"), ("rcpt command", "RCPT"), ("smtp:rcpt", "RCPT"),
        ("in reply to mail", "MAIL"), ("after mail from", "MAIL"), ("after pipelined mail", "MAIL"), ("our mail from", "MAIL"), (">>> mail from", "MAIL"), ("mail from command", "MAIL"),
        ("[mail_from]", "MAIL"), ("sender was rejected", "MAIL"), ("mail command", "MAIL"),
        ("data command", "DATA"), ("after data", "DATA"), ("[data]", "DATA"), ("step: data", "DATA"),
        (" helo ", "HELO"), (" ehlo ", "HELO"), ("helo command", "HELO"), ("ehlo command", "HELO"), ("smtp:helo", "HELO"), ("smtp:ehlo", "HELO"), ("starttls", "STARTTLS"), ("auth command", "AUTH"),
        ("refused to talk to me", "CONNECT"), ("initial connection", "CONNECT"), ("connect to", "CONNECT"), ("greeting", "CONNECT"),
    ];

    private static readonly SearchValues<string> AnyStage = Words.Phrases([.. Stages.Select(stage => stage.Words)]);

    /// <summary>The words say that trying was given up after a time.</summary>
    public static bool SayExpired(ReadOnlySpan<char> text) => text.ContainsAny(Expired);

    /// <summary>The SMTP command the words name; <see langword="null"/> when they name none.</summary>
    public static string? Stage(string text)
    {
        if (!text.AsSpan().ContainsAny(AnyStage))
        {
            return null;
        }

        foreach (var (words, stage) in Stages)
        {
            if (text.Contains(words, StringComparison.OrdinalIgnoreCase))
            {
                return stage;
            }
        }

        return null;
    }

    /// <summary>The value of a Remote-MTA or Reporting-MTA field without its type and comments, lower case.</summary>
    public static string? Mta(string? field)
    {
        if (string.IsNullOrWhiteSpace(field))
        {
            return null;
        }

        var value = field.Trim();
        var separator = value.IndexOf(';', StringComparison.Ordinal);
        if (separator is >= 0 and < 16)
        {
            value = value[(separator + 1)..].Trim();
        }

        var end = value.AsSpan().IndexOfAny(AfterHost);
        value = (end >= 0 ? value[..end] : value).Trim('[', ']', '<', '>', '"', '.').ToLowerInvariant();
        return value.Length is 0 or > 255 ? null : value;
    }
}
