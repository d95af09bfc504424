using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace BounceProcessor.Marks;

/// <summary>What the composition root needs of this room.</summary>
internal static class MarkRegistration
{
    /// <summary>Registers <see cref="AddressMarks"/> and <see cref="AddressCorrections"/>; needs the database.</summary>
    public static IServiceCollection AddMarks(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<MarkOptions>().Bind(configuration.GetSection(MarkOptions.Section)).ValidateOnStart();
        services.AddSingleton<IValidateOptions<MarkOptions>, MarkOptionsValidator>();
        services.AddSingleton<IValidateOptions<MarkOptions>, MarkSpreadValidator>();
        services.AddSingleton<AddressMarks>();
        services.AddSingleton<AddressCorrections>();
        services.AddSingleton<MarkExport>();
        services.AddSingleton<MarkExpiry>();
        return services;
    }

    /// <summary>Registers what ends marks while the service runs. Not for commands; needs <see cref="AddMarks"/>.</summary>
    public static IServiceCollection AddMarkExpiry(this IServiceCollection services) => services.AddHostedService<MarkExpiryWatch>();
}
