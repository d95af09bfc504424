using BounceProcessor.Senders;
using BounceProcessor.Sending.Composing;
using BounceProcessor.Sending.Connecting;

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
        if (!IsOpen || !IsAlike(settings))
        {
            await CloseAsync();
            _client = await parts.Carrier.OpenAsync(settings, cancellationToken);
        }
    }

    /// <summary>The mail as it goes out.</summary>
    /// <exception cref="InvalidDataException">It is no longer kept, or damaged.</exception>
    public ValueTask<StoredMessage> LoadAsync(TakenTransmission taken, CancellationToken cancellationToken) => parts.Carrier.LoadAsync(taken, cancellationToken);

    /// <summary>Hands the mail over.</summary>
    /// <param name="taken">Its envelope.</param>
    /// <param name="mail">What goes out.</param>
    /// <param name="end">Stores that its end is about to leave; what it throws is passed on, and nothing went out.</param>
    /// <param name="cancellationToken">Breaks it off.</param>
    public async Task<SubmissionOutcome> SendAsync(TakenTransmission taken, StoredMessage mail, EndPermission end, CancellationToken cancellationToken)
    {
        var client = _client ?? throw new InvalidOperationException("The connection is not open.");
        var outcome = await client.SendAsync(
            new SubmissionMail(mail, taken.Row.EnvelopeSender, [.. taken.Recipients.Select(recipient => recipient.Address)], taken.Row.Token),
            end,
            cancellationToken);

        // RFC 5321, section 3.8: with 421 the server says that it closes the connection, whatever command it answers.
        if (outcome.Recipients.Any(recipient => recipient.Reply?.Code == 421))
        {
            await CloseAsync();
        }

        return outcome;
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

    // Two cards of a company may name the same server and user, and differ in what they know of it.
    private bool IsAlike(EffectiveSettings settings) =>
        _client is { Settings: var now } && now.Tls.Value == settings.Tls.Value && now.SignIn == settings.SignIn && now.Password == settings.Password;
}
