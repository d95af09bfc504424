using System.Globalization;
using BounceProcessor.Diagnosis;
using BounceProcessor.Events;
using BounceProcessor.Intake;
using BounceProcessor.Mailboxes;
using BounceProcessor.Tests.Samples;

namespace BounceProcessor.Benchmarks.Filing;

/// <summary>Mails to be filed, and what was made of them so far.</summary>
internal sealed class FilingMails
{
    private static readonly DateTimeOffset Begin = new(2026, 11, 23, 10, 50, 3, TimeSpan.Zero);

    private FilingMails(string name, IEnumerable<byte[]> mails)
    {
        Name = name;
        Raw = [.. mails.Select((bytes, i) => new RawMail(
            new MailEntry((i + 1).ToString(CultureInfo.InvariantCulture), i + 1, bytes.Length, Begin.AddMilliseconds(6 * i)), bytes, HeadersOnly: false))];
        Diagnoses = new MailDiagnosis[Raw.Count];
    }

    public string Name { get; }

    public IReadOnlyList<RawMail> Raw { get; }

    public MailDiagnosis[] Diagnoses { get; }

    public static FilingMails Generated(int count) => new("generated", Enumerable.Range(0, count).Select(PostfixReport.Bytes));

    public static FilingMails Samples() => new("samples", SampleFolder.Names.Select(SampleFolder.Mail));

    public IReadOnlyList<IReadOnlyList<PreparedMail>> Prepared(int batch) =>
    [
        .. Raw.Select((raw, i) => new PreparedMail(
            raw,
            "firmanimi",
            NewMail.Prepare("firmanimi", "bench", raw.Entry.ReceivedAt, raw.Bytes.Span, raw.HeadersOnly, Diagnoses[i]),
            null)).Chunk(batch),
    ];
}
