using BounceProcessor.Sending.Connecting;

using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace BounceProcessor.Sending;

/// <summary>What the composition root needs of this room.</summary>
internal static class SendingRegistration
{
    /// <summary>Registers <see cref="SendingOptions"/>.</summary>
    public static IServiceCollection AddSending(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<SendingOptions>().Bind(configuration.GetSection(SendingOptions.Section)).ValidateOnStart();
        services.AddSingleton<IPostConfigureOptions<SendingOptions>, SendingOptionsDefaults>();
        services.AddSingleton<IValidateOptions<SendingOptions>, SendingOptionsValidator>();
        services.AddConnecting(configuration);
        return services;
    }
}
