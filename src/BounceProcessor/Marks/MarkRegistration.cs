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
        return services;
    }
}
