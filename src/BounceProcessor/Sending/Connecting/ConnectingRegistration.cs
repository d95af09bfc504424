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
        services.AddOptions<Microsoft365Options>().Bind(configuration.GetSection(Microsoft365Options.Section)).ValidateOnStart();
        services.AddSingleton<IValidateOptions<Microsoft365Options>, Microsoft365Validator>();
        services.AddSingleton<Microsoft365Accounts>();
        services.AddSingleton<SubmissionSecrets>();
        services.AddSingleton<ServerSizes>();
        services.AddSingleton<SubmissionConnector>();
        return services;
    }
}
