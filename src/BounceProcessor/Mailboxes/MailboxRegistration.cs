using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace BounceProcessor.Mailboxes;

/// <summary>What the composition root needs of this room.</summary>
internal static class MailboxRegistration
{
    /// <summary>Registers <see cref="MailboxesOptions"/>, checked at start, and <see cref="ConfiguredMailboxes"/>.</summary>
    public static IServiceCollection AddMailboxes(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<MailboxesOptions>()
            .Configure(options => configuration.GetSection(MailboxesOptions.Section).Bind(options.ByName))
            .ValidateOnStart();
        services.AddSingleton<IValidateOptions<MailboxesOptions>, MailboxesOptionsValidator>();
        services.AddSingleton<ConfiguredMailboxes>();
        return services;
    }
}
