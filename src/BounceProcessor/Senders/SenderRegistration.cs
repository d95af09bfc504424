using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace BounceProcessor.Senders;

/// <summary>What the composition root needs of this room.</summary>
internal static class SenderRegistration
{
    /// <summary>Registers <see cref="OperatorServerOptions"/>, <see cref="UserCards"/> and <see cref="SenderSettings"/>. Needs database, secrets and companies.</summary>
    public static IServiceCollection AddSenders(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<OperatorServerOptions>().Bind(configuration.GetSection(OperatorServerOptions.Section)).ValidateOnStart();
        services.AddSingleton<IValidateOptions<OperatorServerOptions>, OperatorServerValidator>();
        services.AddOptions<Microsoft365ServerOptions>().Bind(configuration.GetSection(Microsoft365ServerOptions.Section)).ValidateOnStart();
        services.AddSingleton<IValidateOptions<Microsoft365ServerOptions>, Microsoft365ServerValidator>();
        services.AddOptions<SenderDnsOptions>().Bind(configuration.GetSection(SenderDnsOptions.Section)).ValidateOnStart();
        services.AddSingleton<IValidateOptions<SenderDnsOptions>, SenderDnsValidator>();
        services.AddSingleton<SenderPasswords>();
        services.AddSingleton<UserCards>();
        services.AddSingleton<SenderSettings>();
        services.AddSingleton<CardEditing>();
        services.AddSingleton<ProviderFinder>();
        return services;
    }
}
