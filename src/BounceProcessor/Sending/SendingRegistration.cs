using BounceProcessor.Sending.Checking;
using BounceProcessor.Sending.Composing;
using BounceProcessor.Sending.Connecting;
using BounceProcessor.Sending.Outbox;
using BounceProcessor.Sending.Records;
using BounceProcessor.Sending.Refusals;
using BounceProcessor.Sending.Resending;

using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace BounceProcessor.Sending;

/// <summary>What the composition root needs of this room.</summary>
internal static class SendingRegistration
{
    /// <summary>Registers <see cref="SendingOptions"/> and what files refusals; needs events, marks and rules.</summary>
    public static IServiceCollection AddSending(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<SendingOptions>().Bind(configuration.GetSection(SendingOptions.Section)).ValidateOnStart();
        services.AddSingleton<IPostConfigureOptions<SendingOptions>, SendingOptionsDefaults>();
        services.AddSingleton<IValidateOptions<SendingOptions>, SendingOptionsValidator>();
        services.AddSingleton<IValidateOptions<SendingOptions>, DkimValidator>();
        services.AddConnecting(configuration);
        services.AddChecking();
        services.AddSingleton<DkimSignatures>();
        services.AddSingleton<EventAddresses>();
        services.AddSingleton<MailComposer>();
        services.AddSingleton<EnvelopeSenders>();
        services.AddSingleton<TransmissionMessage>();
        services.AddSingleton<MailAdmission>();
        services.AddSingleton<MailNumbering>();
        services.AddSingleton<SentMailStore>();
        services.AddSingleton<SentMailListing>();
        services.AddSingleton<OutboxCounts>();
        services.AddMetrics();
        services.AddSingleton<OutboxMetrics>();
        services.AddSingleton<OutboxSignal>();
        services.AddSingleton<MailOutbox>();
        services.AddOptions<OutboxOptions>().Bind(configuration.GetSection(OutboxOptions.Section)).ValidateOnStart();
        services.AddSingleton<IPostConfigureOptions<OutboxOptions>, OutboxOptionsDefaults>();
        services.AddSingleton<IValidateOptions<OutboxOptions>, OutboxOptionsValidator>();
        services.AddSingleton<IValidateOptions<OutboxOptions>, OutboxTimesValidator>();
        services.AddSingleton<OutboxWriter>();
        services.AddSingleton<TakenMails>();
        services.AddSingleton<OutboxQueue>();
        services.AddSingleton<ServerRests>();
        services.AddSingleton<OutboxUpkeep>();
        services.AddSingleton<OutboxControl>();
        services.AddSingleton<LaneTools>();
        services.AddSingleton<MailCarrier>();
        services.AddSingleton<LaneParts>();
        services.AddSingleton<RefusalFiling>();
        services.AddSingleton<ResendParts>();
        services.AddSingleton<MailResend>();
        return services;
    }

    /// <summary>Registers the workers, which begin with the host. For the service, not for commands; needs <see cref="AddSending"/> and an <see cref="OutboxProcess"/>.</summary>
    public static IServiceCollection AddOutboxWorkers(this IServiceCollection services, IConfiguration configuration)
    {
        if (configuration.GetSection(OutboxOptions.Section).Get<OutboxOptions>()?.Enabled ?? new OutboxOptions().Enabled)
        {
            services.AddHostedService<OutboxWorkers>();
        }

        services.AddHostedService<OutboxWatch>();

        return services;
    }
}
