using Microsoft.Extensions.DependencyInjection;

namespace BounceProcessor.Privacy;

/// <summary>What the composition root needs of this room.</summary>
internal static class PrivacyRegistration
{
    /// <summary>Registers <see cref="ErasureRun"/> and <see cref="ErasureStore"/>; needs the database, polling and logging.</summary>
    public static IServiceCollection AddPrivacy(this IServiceCollection services)
    {
        services.AddSingleton<ErasureStore>();
        services.AddSingleton<ErasureRun>();
        return services;
    }
}
