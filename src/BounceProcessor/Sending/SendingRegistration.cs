using BounceProcessor.Diagnosis;
using BounceProcessor.Sending.Composing;
using BounceProcessor.Sending.Outbox;
using BounceProcessor.Sending.Records;
using BounceProcessor.Sending.Refusals;

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
        services.AddSingleton<DkimSignatures>();
        services.AddSingleton<EventAddresses>();
        services.AddSingleton<MailComposer>();
        services.AddSingleton<EnvelopeSenders>();
        services.AddSingleton<TransmissionMessage>();
        services.AddSingleton(new MailAdmission(new MailFault(
            "user",
            "no-settings",
            new LocalizedText("No user has mail settings yet. Nothing was sent.", "Ühelgi kasutajal pole veel meili seadeid. Midagi ei saadetud."))));
        services.AddSingleton<SentMailStore>();
        services.AddSingleton<OutboxSignal>();
        services.AddSingleton<MailOutbox>();
        services.AddSingleton<RefusalFiling>();
        return services;
    }
}
