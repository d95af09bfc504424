using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace BounceProcessor.Alerts;

/// <summary>What the composition root needs of this room.</summary>
internal static class AlertRegistration
{
    /// <summary>Registers the settings and everything that looks, but nothing that runs.</summary>
    public static IServiceCollection AddAlerts(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<AlertOptions>().Bind(configuration.GetSection(AlertOptions.Section)).ValidateOnStart();
        services.AddSingleton<IValidateOptions<AlertOptions>, AlertOptionsValidator>();
        services.AddSingleton<IValidateOptions<AlertOptions>, CanaryValidator>();
        services.AddSingleton<AlertSettings>();
        services.AddSingleton<AlertStore>();
        services.AddSingleton<ActivityStore>();
        services.AddSingleton<AlertCalls>();
        services.AddSingleton<PollSilences>();
        services.AddSingleton<BounceSilences>();
        services.AddSingleton<Storms>();
        services.AddSingleton<AlertLook>();
        services.AddSingleton<UnusableServers>();
        services.AddSingleton<CanaryStore>();
        services.AddSingleton<CanaryReturns>();
        services.AddSingleton<CanarySender>();
        services.AddSingleton<CanaryRound>();
        services.AddSingleton<CanaryHomecoming>();
        return services;
    }

    /// <summary>Registers the watches, which begin with the host, and their metrics. For the service, not for commands; needs <see cref="AddAlerts"/>.</summary>
    public static IServiceCollection AddAlertWatch(this IServiceCollection services)
    {
        services.AddSingleton<AlertWatch>();
        services.AddHostedService(provider => provider.GetRequiredService<AlertWatch>());
        services.AddHostedService<CanaryWatch>();
        services.AddSingleton<AlertMetrics>();
        return services;
    }
}
