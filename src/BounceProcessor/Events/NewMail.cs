using System.Security.Cryptography;

using BounceProcessor.Diagnosis;

namespace BounceProcessor.Events;

/// <summary>One diagnosed mail, ready to be filed.</summary>
internal sealed record NewMail
{
    private NewMail()
    {
    }

    /// <summary>Code of the company; empty for unresolved.</summary>
    public required string Company { get; init; }

    /// <summary>Where the mail came from.</summary>
    public required string Mailbox { get; init; }

    /// <summary>Arrival in the mailbox.</summary>
    public required DateTimeOffset ReceivedAt { get; init; }

    /// <summary>The bytes are the headers alone, because the mail is above the size limit.</summary>
    public required bool HeadersOnly { get; init; }

    /// <summary>What the mail says and why it failed.</summary>
    public required MailDiagnosis Diagnosis { get; init; }

    /// <summary>The sent mails it is about, by recipient; <see langword="null"/> where nobody looked.</summary>
    public MailMatch? Match { get; init; }

    /// <summary>SHA-256 of the bytes.</summary>
    public required byte[] Hash { get; init; }

    /// <summary>Length of the bytes before compression.</summary>
    public required long SizeBytes { get; init; }

    /// <summary>The bytes as they are stored.</summary>
    public required byte[] Compressed { get; init; }

    /// <summary>Hashes and compresses; kept out of the transaction because it takes time.</summary>
    public static NewMail Prepare(
        string company, string mailbox, DateTimeOffset receivedAt, ReadOnlySpan<byte> bytes, bool headersOnly, MailDiagnosis diagnosis) => new()
        {
            Company = company,
            Mailbox = mailbox,
            ReceivedAt = receivedAt,
            HeadersOnly = headersOnly,
            Diagnosis = diagnosis,
            Hash = SHA256.HashData(bytes),
            SizeBytes = bytes.Length,
            Compressed = MailContent.Compress(bytes),
        };

    /// <summary>A mail that was filed before, to be looked at by other rules; without hash and bytes.</summary>
    public static NewMail Filed(string company, string mailbox, DateTimeOffset receivedAt, bool headersOnly, MailDiagnosis diagnosis) => new()
    {
        Company = company,
        Mailbox = mailbox,
        ReceivedAt = receivedAt,
        HeadersOnly = headersOnly,
        Diagnosis = diagnosis,
        Hash = [],
        SizeBytes = 0,
        Compressed = [],
    };
}
