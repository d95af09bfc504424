using BounceProcessor.Sending.Connecting;

using Microsoft.Extensions.Options;

namespace BounceProcessor.Sending.Checking;

/// <summary>What every test of a connection needs.</summary>
/// <param name="connecting">Times and certificates.</param>
/// <param name="sizes">Told the largest mail that a server takes; <see langword="null"/> where nothing is kept.</param>
/// <param name="time">For certificates and tokens.</param>
internal sealed class SessionCheckOptions(IOptions<ConnectingOptions> connecting, ServerSizes? sizes, TimeProvider time)
{
    // A person waits for the answer.
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);

    public TimeProvider Time => time;

    /// <summary>Told the largest mail that a server takes.</summary>
    public ServerSizes? Sizes => sizes;

    /// <summary>As configured, but no wait is longer than half a minute.</summary>
    public ConnectingOptions Connecting
    {
        get
        {
            var own = connecting.Value;
            var options = new ConnectingOptions
            {
                ConnectTimeout = Shorter(own.ConnectTimeout),
                ReplyTimeout = Shorter(own.ReplyTimeout),
                EndTimeout = Shorter(own.EndTimeout),
                LocalName = own.LocalName,
            };
            foreach (var (server, pins) in own.CertificateSha256)
            {
                options.CertificateSha256[server] = pins;
            }

            options.AllowedNetworks.AddRange(own.AllowedNetworks);
            return options;
        }
    }

    private static TimeSpan Shorter(TimeSpan time) => time < Longest ? time : Longest;
}
