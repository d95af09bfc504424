using System.CommandLine;

using BounceProcessor.Database;
using BounceProcessor.Host.Composition;
using BounceProcessor.Secrets;

namespace BounceProcessor.Host.Commands;

/// <summary><c>bounceproc serve</c>: schedule and pages until it is told to stop.</summary>
internal static class ServeCommand
{
    /// <summary>What <c>--help</c> shows below the options.</summary>
    public const string Notes = """
        Runs until Ctrl-C or SIGTERM, which let the batch in hand finish. Relative paths of the configuration mean the working directory.

        Examples:
          bounceproc                                          the same as bounceproc serve
          bounceproc serve --config /etc/bounceproc.json      with another configuration file
          Web__Listen=http://127.0.0.1:8080 bounceproc        with one setting from the environment
        """;

    /// <summary>The command.</summary>
    public static Command Create()
    {
        var config = ConfigOption.Create();
        var command = new Command("serve", "Polls the mailboxes on their schedules, files events and shows them on a page. This is what bounceproc does without a word.") { config };
        command.SetAction((parsed, cancellationToken) => RunAsync(parsed.GetValue(config), parsed.InvocationConfiguration.Output, cancellationToken));
        return command;
    }

    /// <summary>Serves until cancelled.</summary>
    public static async Task<int> RunAsync(string? configFile, TextWriter output, CancellationToken cancellationToken)
    {
        await using var app = await ServiceHost.BuildAsync(Settings.Load(configFile), output);
        var address = app.Urls.First();
        ListenProbe.Try(address);
        app.Services.GetRequiredService<KeyRing>().Prepare();
        await app.Services.GetRequiredService<DatabaseSchema>().ApplyAsync(cancellationToken);
        await app.StartAsync(cancellationToken);
        await output.WriteLineAsync($"BounceProcessor listens on {string.Join(", ", app.Urls)}; Ctrl-C ends it.".AsMemory(), cancellationToken);
        await output.FlushAsync(cancellationToken);
        var stopping = new TaskCompletionSource();
        await using (cancellationToken.Register(() => stopping.TrySetResult()))
        await using (app.Lifetime.ApplicationStopping.Register(() => stopping.TrySetResult()))
        {
            await stopping.Task;
        }

        await app.StopAsync(CancellationToken.None);
        return ExitCode.Fine;
    }
}
