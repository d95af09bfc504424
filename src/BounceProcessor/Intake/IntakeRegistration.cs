using BounceProcessor.Companies;
using BounceProcessor.Events;
using BounceProcessor.Intake.Quarantine;
using BounceProcessor.Telemetry;

using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace BounceProcessor.Intake;

/// <summary>What the composition root needs of this room.</summary>
internal static class IntakeRegistration
{
    /// <summary>Registers <see cref="IntakeRun"/>, <see cref="RunStore"/>, the quarantine and <see cref="RetentionSweep"/>; needs the database, events, rules and logging.</summary>
    public static IServiceCollection AddIntake(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<IntakeOptions>().Bind(configuration.GetSection(IntakeOptions.Section)).ValidateOnStart();
        services.AddSingleton<IValidateOptions<IntakeOptions>, IntakeOptionsValidator>();
        services.AddCompanies(configuration);
        services.AddOptions<RetentionOptions>().Bind(configuration.GetSection(RetentionOptions.Section)).ValidateOnStart();
        services.AddSingleton<IValidateOptions<RetentionOptions>, RetentionOptionsValidator>();
        services.AddSingleton<IValidateOptions<RetentionOptions>, RetentionOrderValidator>();
        services.AddMetrics();
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<IntakeMetrics>();
        services.AddSingleton<CompanyResolver>();
        services.AddSingleton<PollLedger>();
        services.AddSingleton<MailQuarantine>();
        services.AddSingleton<QuarantineStore>();
        services.AddSingleton<QuarantineAttempts>();
        services.AddSingleton<QuarantineFiling>();
        services.AddSingleton<QuarantineRetry>();
        services.AddSingleton<MailPreparation>();
        services.AddSingleton<BatchFiling>();
        services.AddSingleton<RunStore>();
        services.AddSingleton<RunThinning>();
        services.AddSingleton<OpenMails>();
        services.AddSingleton<EventRetention>();
        services.AddSingleton<RetentionPeriods>();
        services.AddSingleton<RetentionSweep>();
        services.AddSingleton<IntakeRun>();
        return services;
    }
}
