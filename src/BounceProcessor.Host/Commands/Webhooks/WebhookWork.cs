using System.CommandLine;

using BounceProcessor.Host.Commands.Senders;
using BounceProcessor.Webhooks;

namespace BounceProcessor.Host.Commands.Webhooks;

/// <summary>What is done with one webhook by command.</summary>
/// <param name="Services">The rooms.</param>
/// <param name="Console">Where it is told.</param>
/// <param name="Token">Ends it.</param>
internal sealed record WebhookWork(IServiceProvider Services, InvocationConfiguration Console, CancellationToken Token)
{
    private WebhookEndpoints Endpoints => Services.GetRequiredService<WebhookEndpoints>();

    /// <summary>An argument for a number.</summary>
    public static Argument<long> Id(string name, string description) => new(name) { Description = description };

    /// <summary>There is no webhook of that number.</summary>
    public static NotFoundException NoSuch(long id) => new($"There is no webhook {id}; bounceproc webhook list shows those that are.");

    /// <summary>Sends a test message.</summary>
    public static async Task<int> TestAsync(WebhookWork work, long id)
    {
        var attempt = await work.Services.GetRequiredService<WebhookDelivery>().TestAsync(null, id, work.Token) ?? throw NoSuch(id);
        var words = FormattableString.Invariant($"Webhook {id}: {attempt.Words} in {attempt.TookMs} ms{(attempt.Response is { } response ? $", \"{response}\"" : "")}");
        await SenderWork.WriteAsync(work.Console, [words], work.Token);
        return attempt.IsSuccess ? ExitCode.Fine : ExitCode.Incomplete;
    }

    /// <summary>Makes a new secret.</summary>
    public static async Task<int> RotateAsync(WebhookWork work, long id)
    {
        var secret = await work.Endpoints.RotateAsync(null, id, work.Token) ?? throw NoSuch(id);
        await work.Console.Error.WriteLineAsync($"Webhook {id} signs with a new secret, and with the old one for a while (Webhooks:OldSecret). It is shown this once.".AsMemory(), work.Token);
        await work.Console.Output.WriteLineAsync(secret.AsMemory(), work.Token);
        return ExitCode.Fine;
    }

    /// <summary>Switches it on or off.</summary>
    public static async Task<int> SwitchAsync(WebhookWork work, long id, bool isActive)
    {
        if (!await work.Endpoints.SetActiveAsync(null, id, isActive, work.Token))
        {
            throw NoSuch(id);
        }

        await SenderWork.WriteAsync(work.Console, [$"Webhook {id} is switched {(isActive ? "on" : "off")}."], work.Token);
        return ExitCode.Fine;
    }

    /// <summary>Removes it.</summary>
    public static async Task<int> RemoveAsync(WebhookWork work, long id)
    {
        if (!await work.Endpoints.RemoveAsync(null, id, work.Token))
        {
            throw NoSuch(id);
        }

        await SenderWork.WriteAsync(work.Console, [$"Webhook {id} was removed, with what waited for it."], work.Token);
        return ExitCode.Fine;
    }
}
