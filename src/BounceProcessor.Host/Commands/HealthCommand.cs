using System.CommandLine;
using System.Text.Json;

using BounceProcessor.Host.Composition;
using BounceProcessor.Host.Health;

using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace BounceProcessor.Host.Commands;

/// <summary><c>bounceproc health</c>: asks the running service how it does.</summary>
internal static class HealthCommand
{
    /// <summary>What <c>--help</c> shows below the options.</summary>
    public const string Notes = """
        Exit code 0: healthy. 3: it works, but something needs a person. 5: it does not do its work, or does not answer.

        Examples:
          bounceproc health                                   a line a check
          bounceproc health --json                            everything there is, as JSON
          HEALTHCHECK CMD bounceproc health                   in a container
        """;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>The command.</summary>
    public static Command Create()
    {
        var json = new Option<bool>("--json") { Description = "The answer as it is, with all details." };
        var config = ConfigOption.Create();
        var command = new Command("health", "Asks the running service how it does: database, mailboxes, alerts, quarantine, rules, disk.") { json, config };
        command.SetAction((parsed, cancellationToken) =>
            RunAsync(parsed.GetValue(config), parsed.GetValue(json), parsed.InvocationConfiguration.Output, cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(string? configFile, bool asJson, TextWriter output, CancellationToken cancellationToken)
    {
        var settings = Settings.Load(configFile);
        if (settings.Faults.Count > 0)
        {
            throw new ConfigurationException(settings.Faults);
        }

        var listen = settings.Usable.GetSection(WebOptions.Section).Get<WebOptions>() ?? new WebOptions();
        var address = Address(listen.Listen);
        var (answer, text) = await AskAsync(address, cancellationToken);
        await output.WriteAsync((asJson ? text : Lines(answer)).AsMemory(), cancellationToken);
        return answer.Status switch
        {
            nameof(HealthStatus.Healthy) => ExitCode.Fine,
            nameof(HealthStatus.Degraded) => ExitCode.Incomplete,
            _ => ExitCode.Unavailable,
        };
    }

    // The service may listen on all addresses; asked is this machine.
    private static Uri Address(string listen)
    {
        var binding = BindingAddress.Parse(listen);
        var host = binding.Host is "*" or "+" or "0.0.0.0" or "[::]" ? "127.0.0.1" : binding.Host;
        return new Uri(FormattableString.Invariant($"http://{host}:{binding.Port}/health"));
    }

    private static async Task<(HealthAnswer Answer, string Text)> AskAsync(Uri address, CancellationToken cancellationToken)
    {
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { Timeout = Patience };
        try
        {
            using var response = await http.GetAsync(address, cancellationToken);
            var text = await response.Content.ReadAsStringAsync(cancellationToken);
            return (HealthAnswer.Read(text) ?? throw new JsonException(), text);
        }
        catch (Exception fault) when (fault is HttpRequestException or JsonException
            || (fault is TaskCanceledException && !cancellationToken.IsCancellationRequested))
        {
            var why = fault is JsonException ? "something else answers there" : fault is HttpRequestException ? fault.Message : $"no answer within {Patience.TotalSeconds:0} s";
            throw new StartException($"The service does not answer at {address} ({why}). Is it running, and is {WebOptions.Section}:Listen the one it was started with?", fault);
        }
    }

    private static string Lines(HealthAnswer answer) => string.Concat(
        answer.Checks.Select(check => TerminalText.Safe($"{check.Name,-10}  {check.Status,-9}  {check.Words}") + "\n").Prepend($"{answer.Status}\n"));
}
