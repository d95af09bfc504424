using BounceProcessor.Database;
using BounceProcessor.Host.Composition;
using BounceProcessor.Mailboxes;

using Microsoft.Extensions.Options;

namespace BounceProcessor.Host.Commands;

/// <summary>What the commands share that need configuration and database.</summary>
internal static class ProductCommand
{
    /// <summary>Runs work on the rooms' services; the database has its tables by then.</summary>
    /// <param name="configFile">From <see cref="ConfigOption"/>.</param>
    /// <param name="work">The command; its result is the exit code.</param>
    /// <param name="cancellationToken">Ends the preparation.</param>
    public static async Task<int> RunAsync(string? configFile, Func<IServiceProvider, Task<int>> work, CancellationToken cancellationToken)
    {
        await using var services = await ServiceHost.BuildForCommandAsync(Settings.Load(configFile));
        await services.GetRequiredService<DatabaseSchema>().ApplyAsync(cancellationToken);
        return await work(services);
    }

    /// <summary>One mailbox, or all of them.</summary>
    /// <param name="services">The rooms.</param>
    /// <param name="name">A mailbox of the configuration; <see langword="null"/> for all.</param>
    /// <exception cref="NotFoundException">There is none of that name, or none at all.</exception>
    public static IEnumerable<KeyValuePair<string, MailboxOptions>> Mailboxes(IServiceProvider services, string? name)
    {
        var all = services.GetRequiredService<IOptions<MailboxesOptions>>().Value.ByName;
        if (all.Count == 0)
        {
            throw new NotFoundException("There is no mailbox in the configuration; add one to its section Mailboxes.");
        }

        return name is null || all.ContainsKey(name)
            ? all.Where(mailbox => name is null || string.Equals(mailbox.Key, name, StringComparison.OrdinalIgnoreCase))
            : throw new NotFoundException($"There is no mailbox \"{name}\" in the configuration; there are {string.Join(", ", all.Keys)}.");
    }
}
