using Microsoft.Extensions.DependencyInjection;

namespace BounceProcessor.Feeds;

/// <summary>What the composition root needs of this room.</summary>
internal static class FeedRegistration
{
    /// <summary>Registers what companies' programs read; needs the database.</summary>
    public static IServiceCollection AddFeeds(this IServiceCollection services)
    {
        services.AddSingleton<EventFeed>();
        services.AddSingleton<MailFeed>();
        return services;
    }
}
