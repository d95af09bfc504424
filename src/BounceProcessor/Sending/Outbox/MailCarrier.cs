using System.Data.Common;

using BounceProcessor.Events;
using BounceProcessor.Senders;
using BounceProcessor.Sending.Composing;
using BounceProcessor.Sending.Connecting;

using Dapper;

using MimeKit;

namespace BounceProcessor.Sending.Outbox;

/// <summary>Fetches what a transmission needs: the settings in force now, the connection, the mail.</summary>
/// <param name="database">Where the mails are kept.</param>
/// <param name="settings">Looked up at each transmission, so that what was corrected counts.</param>
/// <param name="connector">Opens connections.</param>
/// <param name="message">Adds what belongs to one transmission alone.</param>
internal sealed class MailCarrier(DbDataSource database, SenderSettings settings, SubmissionConnector connector, TransmissionMessage message)
{
    private static readonly string FindContent = SqlText.Load("Sending/Sql/FindSentContent.sql");

    /// <summary>How the user's mail leaves now.</summary>
    public Task<SettingsOutcome> SettingsAsync(TakenTransmission taken, CancellationToken cancellationToken) =>
        settings.FindAsync(taken.Row.Company, taken.Row.UserCode, cancellationToken);

    /// <summary>Connects and signs in.</summary>
    /// <exception cref="SubmissionException">The server cannot be used.</exception>
    public Task<SubmissionClient> OpenAsync(EffectiveSettings effective, CancellationToken cancellationToken) => connector.OpenAsync(effective, cancellationToken);

    /// <summary>A connection for <see cref="LoadAsync"/>, to be kept while mails are sent.</summary>
    public ValueTask<DbConnection> ReadingAsync(CancellationToken cancellationToken) => database.OpenConnectionAsync(cancellationToken);

    /// <summary>The mail as it goes out.</summary>
    /// <exception cref="InvalidDataException">It is no longer kept, or the stored bytes are damaged.</exception>
    public async Task<MimeMessage> LoadAsync(TakenTransmission taken, DbConnection reading, CancellationToken cancellationToken)
    {
        var row = await reading.QuerySingleOrDefaultAsync<ContentRow>(new CommandDefinition(
            FindContent, new { taken.Row.Company, taken.Row.MailId }, cancellationToken: cancellationToken))
            ?? throw new InvalidDataException("the content is no longer kept");
        return message.Load(MailContent.Decompress(row.Compressed, row.SizeBytes), taken.Row);
    }

    private sealed class ContentRow
    {
        public byte[] Compressed { get; init; } = [];

        public long SizeBytes { get; init; }
    }
}
