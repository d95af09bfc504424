using System.CommandLine;
using System.Globalization;

using BounceProcessor.ApiTokens;
using BounceProcessor.Host.Commands.Runs;
using BounceProcessor.Host.Commands.Senders;

namespace BounceProcessor.Host.Commands;

/// <summary><c>bounceproc api-token</c>: what programs of a company show to be let in.</summary>
internal static class ApiTokenCommand
{
    private const string Notes = """
        A token opens the rows of one company alone, and does what its scopes say. It is shown once, when it is made; the database keeps its hash.
        Scopes: mails:send, mails:read, events:read, marks:read, marks:write, users:write.

        Examples:
          bounceproc api-token create firmanimi shop --scope mails:send --scope mails:read
          bounceproc api-token create firmanimi report --scope events:read --expires 90d
          bounceproc api-token list firmanimi
          bounceproc api-token revoke 3
        """;

    /// <summary>The command.</summary>
    public static Command Create(Dictionary<Command, string> notes)
    {
        var group = new Command("api-token", "Looks after the tokens of companies' programs.") { CreateCreate(), CreateList(), CreateRevoke() };
        foreach (var command in group.Subcommands.Append(group))
        {
            notes[command] = Notes;
        }

        return group;
    }

    private static Command CreateCreate()
    {
        var company = SenderWork.Company();
        var name = new Argument<string>("NAME") { Description = "What people call it: the program that gets it." };
        var scopes = new Option<string[]>("--scope") { HelpName = "SCOPE", Description = $"What it allows; may stand several times. One of {string.Join(", ", ApiScopes.All)}.", Required = true };
        scopes.AcceptOnlyFromAmong([.. ApiScopes.All]);
        var expires = new Option<string?>("--expires") { HelpName = "TIME", Description = "Until when: 2027-11-23 (UTC), or how long: 12h, 90d. Without it: until it is revoked." };
        expires.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<string?>() is { } text && Time(text, DateTimeOffset.UnixEpoch) is null)
            {
                result.AddError($"--expires is \"{text}\"; write a time such as 2027-11-23 (UTC), or how long: 12h, 90d.");
            }
        });
        var config = ConfigOption.Create();
        var command = new Command("create", "Makes a token and shows it, once.") { company, name, scopes, expires, config };
        command.SetAction((parsed, cancellationToken) => ProductCommand.RunAsync(
            parsed.GetValue(config),
            async services =>
            {
                var now = services.GetRequiredService<TimeProvider>().GetUtcNow();
                var whose = await SenderWork.CompanyAsync(services, parsed.GetRequiredValue(company), cancellationToken);
                var until = parsed.GetValue(expires) is { } text ? Time(text, now) : null;
                var request = new ApiTokenRequest(whose.Code, parsed.GetRequiredValue(name), parsed.GetRequiredValue(scopes), until, SenderWork.By);
                return await CreateAsync(services, request, now, parsed.InvocationConfiguration, cancellationToken);
            },
            cancellationToken));
        return command;
    }

    private static async Task<int> CreateAsync(
        IServiceProvider services, ApiTokenRequest request, DateTimeOffset now, InvocationConfiguration console, CancellationToken cancellationToken)
    {
        if (request.Faults(now) is { Count: > 0 } faults)
        {
            foreach (var fault in faults)
            {
                await console.Error.WriteLineAsync(TerminalText.Safe(fault).AsMemory(), cancellationToken);
            }

            return ExitCode.Incomplete;
        }

        var made = await services.GetRequiredService<ApiTokenStore>().CreateAsync(request, cancellationToken);

        // Only the token on standard output, so that a script can take it.
        await console.Error.WriteLineAsync(TerminalText.Safe(string.Create(
            CultureInfo.InvariantCulture, $"Token {made.Token.Id} \"{made.Token.Name}\" of {made.Token.Company}: {made.Token.Scopes}. It is shown this once.")).AsMemory(), cancellationToken);
        await console.Output.WriteLineAsync(made.Text.AsMemory(), cancellationToken);
        return ExitCode.Fine;
    }

    private static Command CreateList()
    {
        var company = new Argument<string?>("COMPANY") { Arity = ArgumentArity.ZeroOrOne, Description = "Tokens of one company. Without it of all." };
        var config = ConfigOption.Create();
        var command = new Command("list", "Lists tokens by their first characters, with those that no longer open anything.") { company, config };
        command.SetAction((parsed, cancellationToken) => ProductCommand.RunAsync(
            parsed.GetValue(config),
            async services =>
            {
                var whose = parsed.GetValue(company) is { } code ? await SenderWork.CompanyAsync(services, code, cancellationToken) : null;
                var tokens = await services.GetRequiredService<ApiTokenStore>().ListAsync(whose?.Code, cancellationToken);
                var now = services.GetRequiredService<TimeProvider>().GetUtcNow();
                var table = new TextTable(("id", true), ("company", false), ("name", false), ("begins with", false), ("scopes", false), ("last used", false), ("state", false));
                foreach (var token in tokens)
                {
                    table.Add(
                        token.Id.ToString(CultureInfo.InvariantCulture), token.Company, token.Name, token.Prefix, token.Scopes, token.LastUsedAt is { } used ? Moment(used) : "never", State(token, now));
                }

                await SenderWork.WriteAsync(parsed.InvocationConfiguration, tokens.Count == 0 ? ["There are no tokens; bounceproc api-token create makes one."] : table.Lines(), cancellationToken);
                return ExitCode.Fine;
            },
            cancellationToken));
        return command;
    }

    private static Command CreateRevoke()
    {
        var id = new Argument<long>("ID") { Description = "Number of the token." };
        var config = ConfigOption.Create();
        var command = new Command("revoke", "Ends a token at once, also in a running service.") { id, config };
        command.SetAction((parsed, cancellationToken) => ProductCommand.RunAsync(
            parsed.GetValue(config),
            async services =>
            {
                var number = parsed.GetRequiredValue(id);
                var token = await services.GetRequiredService<ApiTokenStore>().RevokeAsync(null, number, SenderWork.By, cancellationToken)
                    ?? throw new NotFoundException($"There is no token {number}; bounceproc api-token list shows those that are.");
                await SenderWork.WriteAsync(parsed.InvocationConfiguration, [$"Token {number} \"{token.Name}\" of {token.Company} opens nothing any more."], cancellationToken);
                return ExitCode.Fine;
            },
            cancellationToken));
        return command;
    }

    private static string State(ApiToken token, DateTimeOffset now) => token switch
    {
        { RevokedAt: { } at } => $"revoked {Moment(at)}",
        { ExpiresAt: { } at } when at <= now => $"expired {Moment(at)}",
        { ExpiresAt: { } at } => $"until {Moment(at)}",
        _ => "in force",
    };

    private static string Moment(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);

    // How long ago, mirrored.
    private static DateTimeOffset? Time(string text, DateTimeOffset now) => SinceOption.Read(text, now) is { } time
        ? text[^1] is 'm' or 'h' or 'd' ? now + (now - time) : time
        : null;
}
