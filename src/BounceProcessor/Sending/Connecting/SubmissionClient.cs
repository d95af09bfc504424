using BounceProcessor.Senders;

using MailKit;
using MailKit.Net.Smtp;

namespace BounceProcessor.Sending.Connecting;

/// <summary>A server that is connected and signed in to; takes one mail after the other.</summary>
internal sealed class SubmissionClient : IAsyncDisposable
{
    private readonly SubmissionConnection _connection;
    private readonly ConnectingOptions _options;

    internal SubmissionClient(SubmissionConnection connection, EffectiveSettings settings, ConnectingOptions options)
    {
        (_connection, _options, Settings) = (connection, options, settings);
    }

    /// <summary>What it was opened with.</summary>
    public EffectiveSettings Settings { get; }

    /// <summary>Host and port, for messages and reports.</summary>
    public string Server => FormattableString.Invariant($"{Settings.Host.Value}:{Settings.Port.Value}");

    /// <summary>Largest mail the server takes, in bytes (RFC 1870); 0 when it does not say.</summary>
    public long SizeLimitBytes => _connection.Client.MaxSize;

    /// <summary>The server offers DSN (RFC 3461): reports are asked for.</summary>
    public bool OffersDsn => Offers(SmtpCapabilities.Dsn);

    /// <summary>The server takes addresses beyond ASCII (RFC 6531).</summary>
    public bool OffersSmtpUtf8 => Offers(SmtpCapabilities.UTF8);

    /// <summary>False after a fault of the connection, or when the server hung up: open another.</summary>
    public bool IsUsable => !_connection.IsLeftBehind && _connection.Client.IsConnected;

    /// <summary>
    /// Hands over one mail in one transaction. A refused recipient does not stop the others. Never throws for what the server or the network does: that is
    /// in the outcome of each recipient.
    /// </summary>
    /// <param name="mail">The mail with its envelope.</param>
    /// <param name="end">Asked when the whole mail is written and its end is not. What it throws is passed on, and nothing has gone out.</param>
    /// <param name="cancellationToken">Ends it. Before the end of the mail this throws and nothing has gone out; later the outcome is <see cref="RecipientVerdict.Unsure"/>.</param>
    public async Task<SubmissionOutcome> SendAsync(SubmissionMail mail, EndPermission end, CancellationToken cancellationToken)
    {
        var transaction = new SubmissionTransaction(mail.Recipients, OffersSmtpUtf8);
        var longerAtEnd = _options.EndTimeout > _options.ReplyTimeout ? _options.EndTimeout - _options.ReplyTimeout : TimeSpan.Zero;
        if (transaction.Possible.Count == 0 || !(OffersSmtpUtf8 || SubmissionTransaction.IsAscii(mail.EnvelopeSender)))
        {
            return transaction.Impossible();
        }

        try
        {
            var possible = mail with { Recipients = transaction.Possible };
            var answer = await _connection.TransmitAsync(
                _options.ReplyTimeout,
                (deadline, token) => _connection.Client.HandOverAsync(possible, transaction, end, new TransmissionProgress(deadline, longerAtEnd), token),
                cancellationToken);
            return transaction.Accepted(answer);
        }
        catch (SmtpCommandException refusal)
        {
            return transaction.Refused(refusal);
        }
        catch (ServiceNotAuthenticatedException fault)
        {
            // MailKit's form of 530, whatever command it answers.
            return transaction.Refused(new SmtpCommandException(SmtpErrorCode.SenderNotAccepted, SmtpStatusCode.AuthenticationRequired, fault.Message));
        }
        catch (OperationCanceledException fault) when (transaction.GiveUp() == SubmissionStage.End)
        {
            return transaction.Lost(fault);
        }
        catch (Exception fault) when (SubmissionTransaction.IsFault(fault))
        {
            return transaction.Lost(fault);
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _connection.DisposeAsync();

    private bool Offers(SmtpCapabilities capability) => _connection.Client.Capabilities.HasFlag(capability);
}
