using Microsoft.Extensions.Options;

namespace BounceProcessor.Sending;

// The binder appends to a list that is there already, so the default cannot stand in the initializer.
internal sealed class SendingOptionsDefaults : IPostConfigureOptions<SendingOptions>
{
    public void PostConfigure(string? name, SendingOptions options)
    {
        if (options.Addresses.Count == 0)
        {
            options.Addresses = ["90.190.150.212"];
        }
    }
}
