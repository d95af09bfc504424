using System.CommandLine;

using BounceProcessor.Companies;

namespace BounceProcessor.Host.Commands.Senders;

/// <summary>What the commands <c>company</c> and <c>user</c> share.</summary>
internal static class SenderWork
{
    /// <summary>How many changes are shown.</summary>
    public const int HistoryLength = 20;

    /// <summary>Who changes something by command.</summary>
    public static string By => $"{Environment.UserName} (command line)";

    /// <summary>The argument that names a company.</summary>
    public static Argument<string> Company() => new("COMPANY") { Description = "Code of the company." };

    /// <summary>The argument that names a user.</summary>
    public static Argument<string> User() => new("USER") { Description = "Code of the user." };

    /// <summary>An option for a text; empty text clears the setting.</summary>
    public static Option<string?> Text(string name, string value, string description) => new(name) { HelpName = value, Description = description };

    /// <summary>An option for one of some codes, or empty for none.</summary>
    public static Option<string?> Coded(string name, string description, IEnumerable<string> codes)
    {
        var option = new Option<string?>(name) { HelpName = "CODE", Description = $"{description} One of {string.Join(", ", codes.Where(code => code.Length > 0))}." };
        option.AcceptOnlyFromAmong([.. codes]);
        return option;
    }

    /// <summary>One company.</summary>
    /// <exception cref="NotFoundException">There is none of that code.</exception>
    public static async Task<Company> CompanyAsync(IServiceProvider services, string code, CancellationToken cancellationToken)
    {
        var directory = services.GetRequiredService<CompanyDirectory>();
        return await directory.FindAsync(code, cancellationToken) ?? throw new NotFoundException(
            $"There is no company \"{code}\"; there are {string.Join(", ", (await directory.ListAsync(cancellationToken)).Select(one => one.Code).DefaultIfEmpty("none"))}.");
    }

    /// <summary>Writes faults and warnings to the error output.</summary>
    public static async Task TellAsync(InvocationConfiguration console, string kind, IEnumerable<SettingFault> faults, CancellationToken cancellationToken)
    {
        foreach (var fault in faults)
        {
            await console.Error.WriteLineAsync(TerminalText.Safe($"{kind}: {fault.Text.En}").AsMemory(), cancellationToken);
        }
    }

    /// <summary>Writes lines, made safe.</summary>
    public static async Task WriteAsync(InvocationConfiguration console, IEnumerable<string> lines, CancellationToken cancellationToken)
    {
        foreach (var line in lines)
        {
            await console.Output.WriteLineAsync(TerminalText.Safe(line).AsMemory(), cancellationToken);
        }
    }

    /// <summary>The latest changes, a line each.</summary>
    public static async Task<IEnumerable<string>> HistoryAsync(IServiceProvider services, string company, string? user, CancellationToken cancellationToken)
    {
        var changes = await services.GetRequiredService<SenderHistory>().ListAsync(company, user, HistoryLength, cancellationToken);
        return changes.Select(one => FormattableString.Invariant(
            $"  {one.At.UtcDateTime:yyyy-MM-dd HH:mm} UTC  {one.ChangedBy}: {one.Field}: {one.ValueBefore ?? "-"} -> {one.ValueAfter ?? "-"}")).Prepend(changes.Count > 0 ? "changes" : "no changes yet");
    }
}
