using System.Globalization;

using BounceProcessor.Diagnosis;

namespace BounceProcessor.Sending.Composing;

/// <summary>Tells whether a mail is too large.</summary>
internal static class MailSize
{
    /// <summary>Why a mail does not fit.</summary>
    /// <param name="sizeBytes">Of the mail as stored; what is added at transmission is counted here.</param>
    /// <param name="limitBytes">The limit, such as the one a server names with SIZE (RFC 1870); <see langword="null"/> or 0 is none.</param>
    /// <param name="server">Whose limit it is; <see langword="null"/> for our own.</param>
    /// <returns><see langword="null"/> when it fits.</returns>
    public static MailFault? Fault(long sizeBytes, long? limitBytes, string? server)
    {
        var sent = sizeBytes + TransmissionMessage.AddedBytes;
        return limitBytes is not > 0 || sent <= limitBytes ? null : new MailFault("attachments", "too-large", new LocalizedText(
            $"The mail has {Megabytes(sent)}, attachments encoded; {server ?? "the configuration (Sending:SizeLimitBytes)"} takes at most {Megabytes(limitBytes.Value)}. Send less, or a link to the files.",
            $"Kirja suurus on koos kodeeritud manustega {Megabytes(sent)}; {(server is null ? "seadistus (Sending:SizeLimitBytes) lubab" : $"{server} võtab vastu")} kuni {Megabytes(limitBytes.Value)}. Saatke vähem või saatke failide link."));
    }

    private static string Megabytes(long bytes) => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1_000_000.0:0.00} MB");
}
