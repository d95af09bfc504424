using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace BounceProcessor.Sending.Outbox;

/// <summary>What every lane works with.</summary>
internal sealed class LaneParts
{
    public LaneParts(OutboxQueue queue, ServerRests rests, MailCarrier carrier, IOptions<OutboxOptions> options, ILogger<ServerLane> logger)
    {
        (Queue, Rests, Carrier, Options, Logger) = (queue, rests, carrier, options.Value, logger);
        Rule = new SettlementRule(options.Value, Random.Shared.NextDouble);
        Places = new SemaphoreSlim(options.Value.Connections);
    }

    public OutboxQueue Queue { get; }

    public ServerRests Rests { get; }

    public MailCarrier Carrier { get; }

    public OutboxOptions Options { get; }

    public ILogger Logger { get; }

    public SettlementRule Rule { get; }

    /// <summary>One for each connection of this process, to whatever server.</summary>
    public SemaphoreSlim Places { get; }
}
