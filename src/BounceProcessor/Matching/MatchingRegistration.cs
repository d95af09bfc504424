using Microsoft.Extensions.DependencyInjection;

namespace BounceProcessor.Matching;

/// <summary>What the composition root needs of this room.</summary>
internal static class MatchingRegistration
{
    /// <summary>Registers <see cref="MatchedFiling"/>; needs companies, events, marks and tokens.</summary>
    public static IServiceCollection AddMatching(this IServiceCollection services)
    {
        services.AddSingleton<ClueReading>();
        services.AddSingleton<BatchMatching>();
        services.AddSingleton<MatchEffects>();
        services.AddSingleton<MatchedFiling>();
        return services;
    }
}
