using BounceProcessor.Senders;

using Microsoft.Extensions.Options;

namespace BounceProcessor.Sending.Connecting;

/// <summary>Opens connections to sending servers.</summary>
/// <param name="options">Times and certificates.</param>
/// <param name="secrets">What is signed in with.</param>
/// <param name="sizes">Told the largest mail that a server takes.</param>
/// <param name="time">For certificates.</param>
internal sealed class SubmissionConnector(IOptions<ConnectingOptions> options, SubmissionSecrets secrets, ServerSizes sizes, TimeProvider time)
{
    /// <summary>Connects and signs in.</summary>
    /// <param name="settings">Where to and as whom.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="SubmissionException">It failed: where, why, what to do, and whether it may pass.</exception>
    public async Task<SubmissionClient> OpenAsync(EffectiveSettings settings, CancellationToken cancellationToken)
    {
        var client = await OpenAsync(settings, await secrets.FetchAsync(settings, cancellationToken), options.Value, time, cancellationToken);
        try
        {
            await sizes.LearnAsync(settings, client.SizeLimitBytes, cancellationToken);
            return client;
        }
        catch
        {
            await client.DisposeAsync();
            throw;
        }
    }

    /// <summary>Connects and signs in with what is given.</summary>
    /// <exception cref="SubmissionException">It failed.</exception>
    internal static async Task<SubmissionClient> OpenAsync(
        EffectiveSettings settings, SubmissionCredentials credentials, ConnectingOptions options, TimeProvider time, CancellationToken cancellationToken)
    {
        var connection = new SubmissionConnection(settings, credentials, options, null, time);
        try
        {
            await connection.ConnectAsync(await connection.ResolveAsync(cancellationToken), cancellationToken);
            await connection.GreetAsync(cancellationToken);
            await connection.SignInAsync(cancellationToken);
            return new SubmissionClient(connection, settings, options);
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }
}
