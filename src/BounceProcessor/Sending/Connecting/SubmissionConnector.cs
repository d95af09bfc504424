using BounceProcessor.Senders;
using BounceProcessor.SignIn;

using MailKit;

using Microsoft.Extensions.Options;

namespace BounceProcessor.Sending.Connecting;

/// <summary>Opens connections to sending servers.</summary>
/// <param name="options">Times and certificates.</param>
/// <param name="tokens">Needed by users who sign in with access tokens.</param>
/// <param name="time">For certificates and tokens.</param>
internal sealed class SubmissionConnector(IOptions<ConnectingOptions> options, AccessTokens? tokens, TimeProvider time)
{
    /// <summary>Connects and signs in.</summary>
    /// <param name="settings">Where to and as whom.</param>
    /// <param name="password">For a sign-in with a password.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="SubmissionException">It failed: where, why, what to do, and whether it may pass.</exception>
    public async Task<SubmissionClient> OpenAsync(EffectiveSettings settings, string? password, CancellationToken cancellationToken)
    {
        var connection = Connection(settings, password, null);
        try
        {
            await connection.ConnectAsync(await connection.ResolveAsync(cancellationToken), cancellationToken);
            await connection.GreetAsync(cancellationToken);
            await connection.SignInAsync(cancellationToken);
            return new SubmissionClient(connection, settings, options.Value);
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    /// <summary>A connection that is yet to be made.</summary>
    internal SubmissionConnection Connection(EffectiveSettings settings, string? password, IProtocolLogger? transcript) =>
        new(settings, new SubmissionCredentials(password, null, tokens, time), options.Value, transcript, time);
}
