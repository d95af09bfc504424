using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

using Quartz;

namespace BounceProcessor.Polling;

/// <summary>What the composition root needs of this room.</summary>
internal static class PollingRegistration
{
    private const int MostJobs = 1000;

    /// <summary>Registers <see cref="PollOnce"/> and what it needs beside database, mailboxes and intake. Nothing is scheduled by it.</summary>
    public static IServiceCollection AddPolling(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<PollingOptions>().Bind(configuration.GetSection(PollingOptions.Section)).ValidateOnStart();
        services.AddSingleton<IValidateOptions<PollingOptions>, PollingOptionsValidator>();
        services.AddSingleton<IValidateOptions<PollingOptions>, PollingCronValidator>();
        services.AddSingleton<IValidateOptions<PollingOptions>, PollingConnectionsValidator>();
        services.AddSingleton<MailboxLeases>();
        services.AddSingleton<RunStates>();
        services.AddSingleton<MailboxStates>();
        services.AddSingleton<PollOnce>();
        services.AddSingleton<QuarantineRound>();
        return services;
    }

    /// <summary>Registers the schedule, which begins with the host. For the service, not for commands; needs <see cref="AddPolling"/>.</summary>
    public static IServiceCollection AddPollingSchedule(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddQuartz(quartz =>
        {
            quartz.UseInMemoryStore(store => store.MisfireThreshold = TimeSpan.FromSeconds(1));

            // Jobs that wait for their turn hold no thread; PollTurns bounds what runs.
            quartz.UseDefaultThreadPool(MostJobs);
        });
        services.AddSingleton(provider => new BackOff(provider.GetRequiredService<TimeProvider>(), Random.Shared));
        services.AddSingleton<PollTriggers>();
        services.AddSingleton<PollRequests>();
        services.AddSingleton<MailboxRests>();
        services.AddSingleton<PollTurns>();
        services.AddSingleton<KeptSources>();
        services.AddSingleton<ScheduledPoll>();
        services.AddSingleton<WatchParts>();
        services.AddTransient<PollJob>();
        services.AddTransient<RetentionJob>();
        services.AddHostedService<PollingSchedule>();
        services.AddHostedService<QuarantineWatch>();
        if (configuration.GetSection(PollingOptions.Section).Get<PollingOptions>()?.Enabled ?? new PollingOptions().Enabled)
        {
            services.AddHostedService<MailboxWatches>();
        }

        services.AddQuartzHostedService(quartz =>
        {
            quartz.AwaitApplicationStarted = true;

            // Jobs see the host stopping by themselves; this waits until they have rolled back what they had in hand.
            quartz.WaitForJobsToComplete = true;
        });
        return services;
    }
}
