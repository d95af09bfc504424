using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace BounceProcessor.Webhooks;

/// <summary>What the composition root needs of this room.</summary>
internal static class WebhookRegistration
{
    /// <summary>Registers endpoints, log and deliveries, but nothing that runs; needs database, secrets, events, marks and feeds.</summary>
    public static IServiceCollection AddWebhooks(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<WebhookOptions>().Bind(configuration.GetSection(WebhookOptions.Section)).ValidateOnStart();
        services.AddSingleton<IValidateOptions<WebhookOptions>, WebhookOptionsValidator>();
        services.AddSingleton<IValidateOptions<WebhookOptions>, WebhookNetworksValidator>();
        services.AddSingleton<WebhookEndpoints>();
        services.AddSingleton<WebhookQueue>();
        services.AddSingleton<WebhookNews>();
        services.AddSingleton<WebhookWriter>();
        services.AddSingleton<WebhookSender>();
        services.AddSingleton<WebhookFailure>();
        services.AddSingleton<WebhookDelivery>();
        services.AddSingleton<WebhookRound>();
        return services;
    }

    /// <summary>Registers what looks for news while the service runs. Not for commands; needs <see cref="AddWebhooks"/>.</summary>
    public static IServiceCollection AddWebhookService(this IServiceCollection services)
    {
        services.AddHostedService<WebhookService>();
        return services;
    }
}
