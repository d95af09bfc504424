using System.Data.Common;
using System.Globalization;

using BounceProcessor.Companies;
using BounceProcessor.Events;
using BounceProcessor.Intake;
using BounceProcessor.Mailboxes;
using BounceProcessor.Telemetry;
using BounceProcessor.Tests.Companies;
using BounceProcessor.Tests.Matching;

using Microsoft.Extensions.Logging.Abstractions;

namespace BounceProcessor.Tests.Intake;

/// <summary>Prepared mails into the database of an <see cref="IntakeLine"/>, batch by batch, as one process would file them.</summary>
internal sealed class FilingLine(IntakeLine line, DbDataSource database)
{
    private readonly PollLedger _ledger = new(database, line.Time);

    private IntakeRequest Request => new("events", line.Mailbox, DryRun: false);

    public async Task<IReadOnlyList<MailOutcome>> FileAsync(params IReadOnlyList<byte[]> mails)
    {
        var mailbox = await _ledger.OpenAsync(Request, "1", CancellationToken.None);
        var events = new EventStore(database, line.Time, Microsoft.Extensions.Options.Options.Create(new EventOptions()));
        var filing = new BatchFiling(database, TestMatching.Filing(database, events, line.Time), _ledger, new MailQuarantine(line.Time), new IntakeMetrics(line.Meters));
        return await filing.FileAsync(mailbox, [.. mails.Select(Prepare)], Request, CancellationToken.None);
    }

    private PreparedMail Prepare(byte[] bytes, int index)
    {
        var companies = TestCompanies.Resolver(database, new CompanyOptions());
        var preparation = new MailPreparation(line.Rules, companies, NullLogger<MailPreparation>.Instance);
        var entry = new MailEntry((index + 1).ToString(CultureInfo.InvariantCulture), index + 1, bytes.Length, IntakeLine.Now);
        return preparation.Prepare(new RawMail(entry, bytes, HeadersOnly: false), Request, preparation.Diagnoser, CancellationToken.None);
    }
}
