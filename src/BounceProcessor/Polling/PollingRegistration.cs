using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

using Quartz;

namespace BounceProcessor.Polling;

/// <summary>What the composition root needs of this room.</summary>
internal static class PollingRegistration
{
    /// <summary>Registers <see cref="PollOnce"/> and what it needs beside database, mailboxes and intake. Nothing is scheduled by it.</summary>
    public static IServiceCollection AddPolling(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<PollingOptions>().Bind(configuration.GetSection(PollingOptions.Section)).ValidateOnStart();
        services.AddSingleton<IValidateOptions<PollingOptions>, PollingOptionsValidator>();
        services.AddSingleton<IValidateOptions<PollingOptions>, PollingCronValidator>();
        services.AddSingleton<MailboxLeases>();
        services.AddSingleton<RunStates>();
        services.AddSingleton<PollOnce>();
        return services;
    }

    /// <summary>Registers the schedule, which begins with the host. For the service, not for commands; needs <see cref="AddPolling"/>.</summary>
    public static IServiceCollection AddPollingSchedule(this IServiceCollection services, IConfiguration configuration)
    {
        var parallel = configuration.GetSection(PollingOptions.Section).Get<PollingOptions>()?.MaxParallel ?? new PollingOptions().MaxParallel;
        services.AddQuartz(quartz =>
        {
            quartz.UseInMemoryStore(store => store.MisfireThreshold = TimeSpan.FromSeconds(1));

            // One more for retention. A value out of range is told by the validator.
            quartz.UseDefaultThreadPool(Math.Clamp(parallel, 1, 64) + 1);
        });
        services.AddSingleton(provider => new BackOff(provider.GetRequiredService<TimeProvider>(), Random.Shared));
        services.AddTransient<PollJob>();
        services.AddTransient<RetentionJob>();
        services.AddHostedService<PollingSchedule>();
        services.AddQuartzHostedService(quartz =>
        {
            quartz.AwaitApplicationStarted = true;

            // Jobs see the host stopping by themselves; this waits until they have rolled back what they had in hand.
            quartz.WaitForJobsToComplete = true;
        });
        return services;
    }
}
