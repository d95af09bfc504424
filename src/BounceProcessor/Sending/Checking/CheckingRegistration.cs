using Microsoft.Extensions.DependencyInjection;

namespace BounceProcessor.Sending.Checking;

/// <summary>What the composition root needs of this room.</summary>
internal static class CheckingRegistration
{
    /// <summary>Registers <see cref="SenderCheck"/>.</summary>
    public static IServiceCollection AddChecking(this IServiceCollection services)
    {
        services.AddSingleton<SessionCheckOptions>();
        services.AddSingleton<SenderCheck>();
        return services;
    }
}
