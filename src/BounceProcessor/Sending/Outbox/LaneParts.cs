using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace BounceProcessor.Sending.Outbox;

/// <summary>What every lane works with.</summary>
internal sealed class LaneParts
{
    public LaneParts(OutboxQueue queue, LaneTools tools, MailCarrier carrier, IOptions<OutboxOptions> options, ILogger<ServerLane> logger)
    {
        (Queue, Rests, Metrics, Carrier, Options, Logger) = (queue, tools.Rests, tools.Metrics, carrier, options.Value, logger);
        Rule = new SettlementRule(options.Value, Random.Shared.NextDouble);
        Places = new SemaphoreSlim(options.Value.Connections);
    }

    public OutboxQueue Queue { get; }

    public ServerRests Rests { get; }

    public OutboxMetrics Metrics { get; }

    public MailCarrier Carrier { get; }

    public OutboxOptions Options { get; }

    public ILogger Logger { get; }

    public SettlementRule Rule { get; }

    /// <summary>No other connection of this process is open.</summary>
    public bool IsOneAtWork => Places.CurrentCount >= Options.Connections - 1;

    /// <summary>One for each connection of this process, to whatever server.</summary>
    public SemaphoreSlim Places { get; }
}
