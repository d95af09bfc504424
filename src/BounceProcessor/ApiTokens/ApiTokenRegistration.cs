using Microsoft.Extensions.DependencyInjection;

namespace BounceProcessor.ApiTokens;

/// <summary>What the composition root needs of this room.</summary>
internal static class ApiTokenRegistration
{
    /// <summary>Registers <see cref="ApiTokenStore"/>; needs the database.</summary>
    public static IServiceCollection AddApiTokens(this IServiceCollection services)
    {
        services.AddSingleton<ApiTokenStore>();
        return services;
    }
}
