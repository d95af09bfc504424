using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace BounceProcessor.Events;

/// <summary>What the composition root needs of this room.</summary>
internal static class EventRegistration
{
    /// <summary>Registers <see cref="EventStore"/> and <see cref="FiledDiagnostics"/>; needs the database.</summary>
    public static IServiceCollection AddEvents(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<EventOptions>().Bind(configuration.GetSection(EventOptions.Section)).ValidateOnStart();
        services.AddSingleton<IValidateOptions<EventOptions>, EventOptionsValidator>();
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<EventStore>();
        services.AddSingleton<FiledDiagnostics>();
        return services;
    }
}
