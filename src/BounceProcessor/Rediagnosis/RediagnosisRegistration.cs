using Microsoft.Extensions.DependencyInjection;

namespace BounceProcessor.Rediagnosis;

/// <summary>What the composition root needs of this room.</summary>
internal static class RediagnosisRegistration
{
    /// <summary>Registers <see cref="RediagnosisRun"/>; needs the database, events, rules, intake, mailboxes, polling and logging.</summary>
    public static IServiceCollection AddRediagnosis(this IServiceCollection services)
    {
        services.AddSingleton<StoredMails>();
        services.AddSingleton<MailRejudging>();
        services.AddSingleton<RediagnosisStore>();
        services.AddSingleton<RediagnosisTransactions>();
        services.AddSingleton<RediagnosisRun>();
        return services;
    }
}
