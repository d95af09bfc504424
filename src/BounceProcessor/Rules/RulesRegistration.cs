using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace BounceProcessor.Rules;

/// <summary>What the composition root needs of this room.</summary>
internal static class RulesRegistration
{
    /// <summary>Registers <see cref="RulesInForce"/>; needs logging.</summary>
    public static IServiceCollection AddRules(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<RulesOptions>().Bind(configuration.GetSection(RulesOptions.Section)).ValidateOnStart();
        services.AddSingleton<IValidateOptions<RulesOptions>, RulesOptionsValidator>();
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<RulesInForce>();
        return services;
    }

    /// <summary>Registers the reload of changed rules. For the service, not for commands; needs <see cref="AddRules"/>.</summary>
    public static IServiceCollection AddRuleWatch(this IServiceCollection services) => services.AddHostedService<RuleWatch>();
}
