using Microsoft.Extensions.Options;

namespace BounceProcessor.Sending.Outbox;

// The binder adds to a dictionary that is there already, so the default cannot stand in the initializer: nobody could take it away.
internal sealed class OutboxOptionsDefaults : IPostConfigureOptions<OutboxOptions>
{
    public void PostConfigure(string? name, OutboxOptions options)
    {
        if (options.Servers.Count == 0)
        {
            options.Servers["smtp.office365.com"] = new ServerLimits { Connections = 3, MailsPerMinute = 30 };
        }
    }
}
