using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace BounceProcessor.Tokens;

/// <summary>What the composition root needs of this room.</summary>
internal static class TokensRegistration
{
    /// <summary>Registers <see cref="SignedTokens"/>. Needs database and secrets.</summary>
    public static IServiceCollection AddTokens(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<TokenOptions>().Bind(configuration.GetSection(TokenOptions.Section)).ValidateOnStart();
        services.AddSingleton<IValidateOptions<TokenOptions>, TokenOptionsValidator>();
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<TokenKeys>();
        services.AddSingleton<SignedTokens>();
        return services;
    }
}
