using BounceProcessor.SignIn;

using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace BounceProcessor.Sending.Connecting;

/// <summary>What the composition root needs of this room.</summary>
internal static class ConnectingRegistration
{
    /// <summary>Registers <see cref="SubmissionConnector"/>.</summary>
    public static IServiceCollection AddConnecting(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<ConnectingOptions>().Bind(configuration.GetSection(ConnectingOptions.Section)).ValidateOnStart();
        services.AddSingleton<IValidateOptions<ConnectingOptions>, ConnectingOptionsValidator>();
        services.AddSingleton<IValidateOptions<ConnectingOptions>, ConnectingNamesValidator>();
        services.AddSingleton(provider => new SubmissionConnector(
            provider.GetRequiredService<IOptions<ConnectingOptions>>(), provider.GetService<AccessTokens>(), provider.GetRequiredService<TimeProvider>()));
        return services;
    }
}
