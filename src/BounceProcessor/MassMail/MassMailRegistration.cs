using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace BounceProcessor.MassMail;

/// <summary>What the composition root needs of this room.</summary>
internal static class MassMailRegistration
{
    /// <summary>Registers what makes, controls and shows mass mails; needs database, companies, senders, marks and sending.</summary>
    public static IServiceCollection AddMassMail(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<MassMailOptions>().Bind(configuration.GetSection(MassMailOptions.Section)).ValidateOnStart();
        services.AddSingleton<IValidateOptions<MassMailOptions>, MassMailOptionsValidator>();
        services.AddSingleton<IValidateOptions<MassMailOptions>, MassMailZoneValidator>();
        services.AddSingleton<BatchStore>();
        services.AddSingleton<BatchDrafts>();
        services.AddSingleton<BatchParties>();
        services.AddSingleton<RowCheck>();
        services.AddSingleton<BatchLoading>();
        services.AddSingleton<BatchPreview>();
        services.AddSingleton<BatchReport>();
        services.AddSingleton<BatchSteps>();
        services.AddSingleton<BatchControl>();
        services.AddSingleton<BatchRounds>();
        services.AddSingleton<RoundContents>();
        services.AddSingleton<BatchFeed>();
        return services;
    }

    /// <summary>Has the service put rows into the outbox.</summary>
    public static IServiceCollection AddMassMailFeeder(this IServiceCollection services) => services.AddHostedService<BatchFeeder>();
}
