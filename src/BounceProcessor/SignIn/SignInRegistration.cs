using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Identity.Client;

namespace BounceProcessor.SignIn;

/// <summary>What the composition root needs of this room.</summary>
internal static class SignInRegistration
{
    /// <summary>Registers <see cref="AccessTokens"/>. Needs database and secrets.</summary>
    public static IServiceCollection AddSignIn(this IServiceCollection services)
    {
        services.TryAddSingleton<IMsalHttpClientFactory>(_ => new TokenHttp());
        services.AddSingleton<MicrosoftTokens>();
        services.AddSingleton<TokenRequests>();
        services.AddSingleton<TokenStore>();
        services.AddSingleton<AccessTokens>();
        return services;
    }
}
