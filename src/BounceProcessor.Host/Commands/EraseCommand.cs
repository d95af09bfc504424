using System.CommandLine;
using System.Globalization;

using BounceProcessor.Companies;
using BounceProcessor.Privacy;

namespace BounceProcessor.Host.Commands;

/// <summary><c>bounceproc erase</c>: everything about one address.</summary>
internal static class EraseCommand
{
    /// <summary>What <c>--help</c> shows below the options.</summary>
    public const string Notes = """
        Found are the address in upper and lower case, with a sub-address (mari+shop@), its domain in letters or as xn--, in links, return addresses and encoded parts
        of mails. Events about it go, with their history; out of texts about others it is redacted; raw mails that name it go. Users who sign in are not touched, and
        backups and the mailboxes themselves are not reached. Afterwards everything is searched again and the database file is written anew, which needs as much
        room on the disk again. What was broken off goes on where it stopped when the same command is given again.

        Examples:
          bounceproc erase mari@example.org                   what would be erased, and whether it was before
          bounceproc erase mari@example.org --apply --by "Jaan Tamm" --reason "request 17"
          bounceproc erase mari@example.org --company x       of one company alone
        """;

    /// <summary>The command.</summary>
    public static Command Create()
    {
        var address = new Argument<string>("ADDRESS") { Description = "The person's address." };
        var company = new Option<string?>("--company") { HelpName = "CODE", Description = "Only of this company; empty for unresolved. Without it of all." };
        var apply = new Option<bool>("--apply") { Description = "Erase. Without it it is only told." };
        var by = new Option<string>("--by") { HelpName = "NAME", Description = "Who asked for it; kept. Without it the user of this terminal.", DefaultValueFactory = _ => Environment.UserName };
        var reason = new Option<string?>("--reason") { HelpName = "TEXT", Description = "Why; kept, without the address." };
        var config = ConfigOption.Create();
        address.Validators.Add(result =>
        {
            if (result.Tokens.Count == 1 && !PersonalAddress.TryParse(result.Tokens[0].Value, out _))
            {
                result.AddError($"\"{result.Tokens[0].Value}\" is no mail address; write one alone, such as mari@example.org.");
            }
        });
        company.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<string?>() is { Length: > 0 } code && !CompanyCode.Is(code))
            {
                result.AddError($"--company \"{code}\" is no company code; write 1 to 64 letters, digits, '.', '_' or '-'.");
            }
        });
        var command = new Command("erase", "Finds everything about one mail address; --apply erases it.") { address, company, apply, by, reason, config };
        command.SetAction((parsed, cancellationToken) =>
        {
            _ = PersonalAddress.TryParse(parsed.GetValue(address) ?? "", out var person);
            var scope = new ErasureScope(person ?? throw new InvalidOperationException("The address was not checked."), parsed.GetValue(company));
            var request = new ErasureRequest(scope, parsed.GetValue(apply), parsed.GetValue(by) ?? "", parsed.GetValue(reason));
            return ProductCommand.RunAsync(
                parsed.GetValue(config), services => RunAsync(services, request, parsed.InvocationConfiguration, cancellationToken), cancellationToken);
        });
        return command;
    }

    private static async Task<int> RunAsync(
        IServiceProvider services, ErasureRequest request, InvocationConfiguration console, CancellationToken cancellationToken)
    {
        foreach (var before in await services.GetRequiredService<ErasureStore>().ListAsync(request.Scope.Address, cancellationToken))
        {
            await console.Output.WriteLineAsync(TerminalText.Safe(Before(before)).AsMemory(), cancellationToken);
        }

        var progress = Progress.OnTerminal(console.Error);
        var report = new ErasureReport(request.Apply, console.Output, progress);
        var result = await services.GetRequiredService<ErasureRun>().RunAsync(request, report, cancellationToken);
        progress.Clear();
        if (result.Sums is not { } sums)
        {
            await console.Error.WriteLineAsync(
                $"{result.Holder?.Words ?? "Another process"} is erasing now; nothing was done here. Try again when it has ended.".AsMemory(), cancellationToken);
            return ExitCode.Incomplete;
        }

        await console.Output.WriteLineAsync(Line(sums, request.Apply ? "" : "would be ").AsMemory(), cancellationToken);
        if (result.Left is not { } left)
        {
            await console.Output.WriteLineAsync("Nothing was changed; --apply erases it.".AsMemory(), cancellationToken);
            return ExitCode.Fine;
        }

        await console.Output.WriteLineAsync(
            (left.Total == 0 ? "Everything was searched again: nothing is left." : $"Searched again: {Line(left, "is left to be ")} Mail may have come in meanwhile; give the same command again.").AsMemory(),
            cancellationToken);
        await console.Output.WriteLineAsync(
            (result.IsRebuilt ? "The database file was written anew; no erased byte is left in it." : "The database file could not be written anew, see the log; run: bounceproc retention --compact").AsMemory(),
            cancellationToken);
        return left.Total == 0 && result.IsRebuilt ? ExitCode.Fine : ExitCode.Incomplete;
    }

    private static string Before(ErasureRecord one)
    {
        var company = one.Company is null ? "all companies" : ErasureScope.Words(one.Company);
        var ended = one.EndedAt is { } end ? $"was erased on {Time(end)}" : $"began to be erased on {Time(one.StartedAt)} and was broken off";
        return $"This address {ended} (UTC) for {company}, asked for by {one.RequestedBy}{(one.Reason is null ? "" : $": {one.Reason}")}.";
    }

    private static string Line(ErasureSums sums, string would) => FormattableString.Invariant(
        $"{CountText.Of(sums.RawMails, "raw mail")}, {CountText.Of(sums.EventsRemoved, "event")} and {CountText.Of(sums.Quarantined, "mail")} in quarantine {would}removed, {CountText.Of(sums.EventsRedacted, "event")} and {CountText.Of(sums.OtherRows, "other row")} {would}redacted.");

    private static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);

    private sealed class ErasureReport(bool isApplied, TextWriter output, Progress progress) : IProgress<ErasureProgress>
    {
        public void Report(ErasureProgress value)
        {
            progress.Report($"{value.Step}: row {value.Position:N0}");
            foreach (var hit in value.Hits)
            {
                progress.Clear();
                output.WriteLine(TerminalText.Safe(isApplied ? hit.What : hit.What.Replace(": ", ": would be ", StringComparison.Ordinal)));
            }
        }
    }
}
