using System.Collections.Concurrent;
using System.Data.Common;

using BounceProcessor.Events;
using BounceProcessor.Senders;
using BounceProcessor.Sending.Composing;
using BounceProcessor.Sending.Connecting;

using Dapper;

namespace BounceProcessor.Sending.Outbox;

/// <summary>Fetches what a transmission needs: the settings in force now, the connection, the mail.</summary>
/// <param name="database">Where the mails are kept.</param>
/// <param name="settings">Looked up again and again, so that what was corrected counts.</param>
/// <param name="connector">Opens connections.</param>
/// <param name="message">Adds what belongs to one transmission alone.</param>
/// <param name="time">Measures how old settings are.</param>
internal sealed class MailCarrier(DbDataSource database, SenderSettings settings, SubmissionConnector connector, TransmissionMessage message, TimeProvider time)
{
    private const int MostRemembered = 1000;

    // Nobody corrects a card and expects an open connection to know it sooner.
    private static readonly TimeSpan OldestSettings = TimeSpan.FromSeconds(1);
    private static readonly string FindContent = SqlText.Load("Sending/Sql/FindSentContent.sql");

    private readonly ConcurrentDictionary<(string Company, string User), (SettingsOutcome Outcome, long At)> _remembered = new();

    /// <summary>How the user's mail leaves.</summary>
    /// <param name="taken">The mail.</param>
    /// <param name="areOldOnesGood">A second old will do: for a connection that is open already.</param>
    /// <param name="cancellationToken">Ends the query.</param>
    public async Task<SettingsOutcome> SettingsAsync(TakenTransmission taken, bool areOldOnesGood, CancellationToken cancellationToken)
    {
        var key = (taken.Row.Company, taken.Row.UserCode);
        if (areOldOnesGood && _remembered.TryGetValue(key, out var remembered) && time.GetElapsedTime(remembered.At) < OldestSettings)
        {
            return remembered.Outcome;
        }

        var at = time.GetTimestamp();
        var outcome = await settings.FindAsync(taken.Row.Company, taken.Row.UserCode, cancellationToken);
        if (_remembered.Count >= MostRemembered)
        {
            _remembered.Clear();
        }

        _remembered[key] = (outcome, at);
        return outcome;
    }

    /// <summary>Connects and signs in.</summary>
    /// <exception cref="SubmissionException">The server cannot be used.</exception>
    public Task<SubmissionClient> OpenAsync(EffectiveSettings effective, CancellationToken cancellationToken) => connector.OpenAsync(effective, cancellationToken);

    /// <summary>Makes a small mail ready before its turn, so that no connection waits for that.</summary>
    public TakenTransmission Ready(TakenTransmission taken)
    {
        try
        {
            return taken.Content is { } content ? taken with { Message = Load(content, taken) } : taken;
        }
#pragma warning disable CA1031 // whatever is wrong with one mail is told when it is its turn; the others that were taken with it go on
        catch (Exception)
        {
            return taken;
        }
#pragma warning restore CA1031
    }

    /// <summary>The mail as it goes out.</summary>
    /// <exception cref="InvalidDataException">It is no longer kept, or the stored bytes are damaged.</exception>
    public async ValueTask<StoredMessage> LoadAsync(TakenTransmission taken, CancellationToken cancellationToken) =>
        taken.Message ?? Load(taken.Content ?? await ReadAsync(taken, cancellationToken) ?? throw new InvalidDataException("the content is no longer kept"), taken);

    private StoredMessage Load(StoredContent content, TakenTransmission taken) =>
        message.Load(MailContent.Decompress(content.Compressed, content.SizeBytes), taken.Row);

    private async Task<StoredContent?> ReadAsync(TakenTransmission taken, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return await connection.QuerySingleOrDefaultAsync<StoredContent>(new CommandDefinition(
            FindContent, new { taken.Row.Company, taken.Row.MailId }, cancellationToken: cancellationToken));
    }
}
