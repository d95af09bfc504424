using System.CommandLine;

using BounceProcessor.Database;
using BounceProcessor.Host.Commands.Secrets;
using BounceProcessor.Host.Composition;
using BounceProcessor.Secrets;

namespace BounceProcessor.Host.Commands;

/// <summary><c>bounceproc secret</c>: passwords and tokens of the configuration, encrypted in the database.</summary>
internal static class SecretCommand
{
    /// <summary>What <c>--help</c> of the group and its commands shows below the options.</summary>
    public const string Notes = """
        A secret is stored under the key of the configuration that it stands for, and counts where that key is empty. It is encrypted with the keys beside
        the database, which the service and all commands share. A secret that changed counts when the service is started again.

        Examples:
          bounceproc secret set Mailboxes:events:Password                 asks for it, without showing what is typed
          bounceproc secret set Mailboxes:events:OAuth:ClientSecret <f    takes it from standard input
          bounceproc secret list                                          names and times, never values
          bounceproc secret remove Mailboxes:events:Password
        """;

    /// <summary>The command.</summary>
    public static Command Create(Dictionary<Command, string> notes)
    {
        var secret = new Command("secret", "Keeps passwords and tokens of the configuration encrypted.") { CreateSet(), CreateList(), CreateRemove() };
        foreach (var command in secret.Subcommands.Append(secret))
        {
            notes[command] = Notes;
        }

        return secret;
    }

    private static Command CreateSet()
    {
        var key = Key();
        var config = ConfigOption.Create();
        var command = new Command("set", "Stores a secret, read from standard input or asked for.") { key, config };
        command.SetAction((parsed, cancellationToken) => RunAsync(
            parsed.GetValue(config),
            store => SetAsync(store, parsed.GetRequiredValue(key), parsed.InvocationConfiguration, cancellationToken),
            cancellationToken));
        return command;
    }

    private static Command CreateList()
    {
        var config = ConfigOption.Create();
        var command = new Command("list", "Lists the stored secrets by name.") { config };
        command.SetAction((parsed, cancellationToken) => RunAsync(
            parsed.GetValue(config), store => ListAsync(store, parsed.InvocationConfiguration.Output, cancellationToken), cancellationToken));
        return command;
    }

    private static Command CreateRemove()
    {
        var key = Key();
        var config = ConfigOption.Create();
        var command = new Command("remove", "Removes a stored secret.") { key, config };
        command.SetAction((parsed, cancellationToken) => RunAsync(
            parsed.GetValue(config),
            async store => await store.RemoveAsync(parsed.GetRequiredValue(key), cancellationToken)
                ? ExitCode.Fine
                : throw new NotFoundException($"No secret is stored for \"{parsed.GetRequiredValue(key)}\"; bounceproc secret list shows those that are."),
            cancellationToken));
        return command;
    }

    private static Argument<string> Key() => new("KEY") { Description = "The key of the configuration: Mailboxes:NAME:Password, Mailboxes:NAME:OAuth:ClientSecret, …" };

    // Needs database and key ring alone: a configuration that lacks its secrets is not complete yet.
    private static async Task<int> RunAsync(string? configFile, Func<SecretStore, Task<int>> work, CancellationToken cancellationToken)
    {
        var settings = await SecretSettings.ResolveAsync(Settings.Load(configFile));
        await using var services = SecretSettings.Services(settings.Usable);
        ServiceHost.Check(services, []);
        await services.GetRequiredService<DatabaseSchema>().ApplyAsync(cancellationToken);
        return await work(services.GetRequiredService<SecretStore>());
    }

    private static async Task<int> SetAsync(SecretStore store, string key, InvocationConfiguration console, CancellationToken cancellationToken)
    {
        var name = SecretKey.Check(key);
        var value = await SecretInput.ReadAsync(name, console.Error, cancellationToken);
        await store.SetAsync(name, value, cancellationToken);
        await console.Output.WriteLineAsync(TerminalText.Safe($"{name} is stored. A running service takes it when it is started again.").AsMemory(), cancellationToken);
        return ExitCode.Fine;
    }

    private static async Task<int> ListAsync(SecretStore store, TextWriter output, CancellationToken cancellationToken)
    {
        foreach (var secret in await store.ListAsync(cancellationToken))
        {
            var line = FormattableString.Invariant($"{secret.ChangedAt.UtcDateTime:yyyy-MM-dd HH:mm}  {secret.Name}{(secret.IsReadable ? "" : "  (encrypted with other keys: store it again)")}");
            await output.WriteLineAsync(TerminalText.Safe(line).AsMemory(), cancellationToken);
        }

        return ExitCode.Fine;
    }
}
