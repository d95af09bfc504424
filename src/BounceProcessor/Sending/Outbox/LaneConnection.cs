using BounceProcessor.Senders;
using BounceProcessor.Sending.Connecting;

using MimeKit;

namespace BounceProcessor.Sending.Outbox;

/// <summary>One connection to a server, and what is needed to send mail after mail by it.</summary>
internal sealed class LaneConnection(LaneParts parts) : IAsyncDisposable
{
    private SubmissionClient? _client;

    /// <summary>Connected and signed in.</summary>
    public bool IsOpen => _client is { IsUsable: true };

    /// <summary>Connects and signs in, unless it is so already.</summary>
    /// <exception cref="SubmissionException">The server cannot be used.</exception>
    public async Task OpenAsync(EffectiveSettings settings, CancellationToken cancellationToken)
    {
        if (!IsOpen)
        {
            await CloseAsync();
            _client = await parts.Carrier.OpenAsync(settings, cancellationToken);
        }
    }

    /// <summary>The mail as it goes out.</summary>
    /// <exception cref="InvalidDataException">It is no longer kept, or damaged.</exception>
    public Task<MimeMessage> LoadAsync(TakenTransmission taken, CancellationToken cancellationToken) => parts.Carrier.LoadAsync(taken, cancellationToken);

    /// <summary>Hands the mail over. That its end is about to leave is stored while the mail itself is under way.</summary>
    /// <exception cref="LostTransmissionException">It is no longer this process's; nothing went out.</exception>
    public async Task<SubmissionOutcome> SendAsync(TakenTransmission taken, MimeMessage mail, CancellationToken cancellationToken)
    {
        var client = _client ?? throw new InvalidOperationException("The connection is not open.");
        var outcome = await client.SendAsync(
            new SubmissionMail(mail, taken.Row.EnvelopeSender, [.. taken.Recipients.Select(recipient => recipient.Address)], taken.Row.Token),
            BeforeEndAsync,
            cancellationToken);

        // RFC 5321, section 3.8: with 421 the server says that it closes the connection, whatever command it answers.
        if (outcome.Recipients.Any(recipient => recipient.Reply?.Code == 421))
        {
            await CloseAsync();
        }

        return outcome;

        async Task BeforeEndAsync(CancellationToken token)
        {
            if (!await parts.Queue.MarkEndingAsync(taken))
            {
                throw new LostTransmissionException();
            }
        }
    }

    /// <summary>Leaves the server; the next mail connects anew.</summary>
    public async Task CloseAsync()
    {
        if (_client is { } client)
        {
            _client = null;
            await client.DisposeAsync();
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync() => await CloseAsync();
}
