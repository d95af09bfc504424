using System.CommandLine;
using System.Globalization;

using BounceProcessor.Diagnosis;
using BounceProcessor.Tokens;

using Microsoft.Extensions.Options;

namespace BounceProcessor.Host.Commands;

/// <summary><c>bounceproc token</c>: the keys that sign what is sent, and what a token says.</summary>
internal static class TokenCommand
{
    private const string KeysNotes = """
        The newest key signs. An older one is believed until the time shown, when the last token that it signed is too old anyway (Tokens:ValidFor).

        Examples:
          bounceproc token keys
        """;

    private const string RotateNotes = """
        Services and commands that run take the new key within ten seconds. Bounces of mail sent so far keep being recognized.
        With --revoke they do not: their tokens count as expired, and such a bounce changes nothing by itself. That is for a key that became known.

        Examples:
          bounceproc token rotate                                     a new key signs
          bounceproc token rotate --revoke                            and no older key is believed any more
        """;

    private const string ReadNotes = """
        TEXT is a token, the envelope address that it stands in (however a forwarder wrapped it), or a Message-ID. The result is valid, expired, forged or none.
        Exit code 3 says that it is not valid.

        Examples:
          bounceproc token read firmanimi+tabcowaaaaaaamhm45c6htdomz6x4kc@event.data.directo.ee
        """;

    /// <summary>The command.</summary>
    /// <param name="notes">Gets what the help of its commands shows below the options.</param>
    public static Command Create(IDictionary<Command, string> notes)
    {
        var (keys, rotate, read) = (CreateKeys(), CreateRotate(), CreateRead());
        notes[keys] = KeysNotes;
        notes[rotate] = RotateNotes;
        notes[read] = ReadNotes;
        return new Command("token", "Looks after the keys that sign what is sent.") { keys, rotate, read };
    }

    private static Command CreateKeys()
    {
        var config = ConfigOption.Create();
        var command = new Command("keys", "Lists the keys, the newest first; never the keys themselves.") { config };
        command.SetAction((parsed, cancellationToken) => ProductCommand.RunAsync(
            parsed.GetValue(config), services => ListAsync(services, parsed.InvocationConfiguration.Output, cancellationToken), cancellationToken));
        return command;
    }

    private static Command CreateRotate()
    {
        var revoke = new Option<bool>("--revoke") { Description = "Believe no older key any more." };
        var config = ConfigOption.Create();
        var command = new Command("rotate", "Makes a new key that signs from now on.") { revoke, config };
        command.SetAction((parsed, cancellationToken) => ProductCommand.RunAsync(
            parsed.GetValue(config),
            async services =>
            {
                var keys = services.GetRequiredService<TokenKeys>();
                await keys.RotateAsync(parsed.GetValue(revoke), cancellationToken);
                await WriteAsync(parsed.InvocationConfiguration.Output, $"Key {keys.Signing().Number} signs from now on; {Older(services, parsed.GetValue(revoke))}.", cancellationToken);
                return ExitCode.Fine;
            },
            cancellationToken));
        return command;
    }

    private static Command CreateRead()
    {
        var text = new Argument<string>("TEXT") { Description = "A token, an envelope address or a Message-ID." };
        var config = ConfigOption.Create();
        var command = new Command("read", "Says what a token names and whether it is ours.") { text, config };
        command.SetAction((parsed, cancellationToken) => ProductCommand.RunAsync(
            parsed.GetValue(config),
            async services =>
            {
                var reading = services.GetRequiredService<SignedTokens>().Read(parsed.GetRequiredValue(text));
                await WriteAsync(parsed.InvocationConfiguration.Output, Line(reading), cancellationToken);
                return reading.IsValid ? ExitCode.Fine : ExitCode.Incomplete;
            },
            cancellationToken));
        return command;
    }

    private static string Line(TokenReading reading) => reading.State is TokenState.Valid or TokenState.Expired
        ? string.Create(CultureInfo.InvariantCulture, $"{reading.State.ToCode()}: {reading.Kind.ToCode()} {reading.Id}, made on {reading.IssuedOn:yyyy-MM-dd}")
        : reading.State.ToCode();

    private static string Older(IServiceProvider services, bool isRevoked) => isRevoked
        ? "no older one is believed any more"
        : string.Create(CultureInfo.InvariantCulture, $"older ones are believed for {CountText.Of((long)Math.Round(services.GetRequiredService<IOptions<TokenOptions>>().Value.ValidFor.TotalDays), "day")}");

    private static async Task<int> ListAsync(IServiceProvider services, TextWriter output, CancellationToken cancellationToken)
    {
        var keys = services.GetRequiredService<TokenKeys>().List();
        if (keys.Count == 0)
        {
            await WriteAsync(output, "There is no key yet; the first mail makes one.", cancellationToken);
            return ExitCode.Fine;
        }

        var table = new TextTable(("key", true), ("made", false), ("believed until", false));
        foreach (var key in keys)
        {
            table.Add(
                key.Number.ToString(CultureInfo.InvariantCulture),
                Time(key.CreatedAt),
                key.Secret is null ? "never: encrypted with other keys than those beside this database" : key.VerifiesUntil is { } until ? Time(until) : "it signs");
        }

        foreach (var line in table.Lines())
        {
            await WriteAsync(output, line, cancellationToken);
        }

        return ExitCode.Fine;
    }

    private static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);

    private static Task WriteAsync(TextWriter output, string line, CancellationToken cancellationToken) => output.WriteLineAsync(line.AsMemory(), cancellationToken);
}
