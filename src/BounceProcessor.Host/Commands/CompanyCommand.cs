using System.CommandLine;

using BounceProcessor.Companies;
using BounceProcessor.Diagnosis;
using BounceProcessor.Host.Commands.Senders;

namespace BounceProcessor.Host.Commands;

/// <summary><c>bounceproc company</c>: the companies that send.</summary>
internal static class CompanyCommand
{
    private const string Notes = """
        A company of the configuration (Companies:List) is shown, but changed there alone. What is changed by command counts at once, also in a running service.

        Examples:
          bounceproc company list
          bounceproc company show firmanimi
          bounceproc company set firmanimi --name "Firmanimi OÜ" --mail-user ADMIN --mass-mail true
          bounceproc company set firmanimi --alias bounces@firmanimi.example --alias @mail.firmanimi.example
          bounceproc company set firmanimi --alias "" --mail-user ""        clears both
          bounceproc company remove firmanimi                               with its user cards and their passwords
        """;

    /// <summary>The command.</summary>
    public static Command Create(Dictionary<Command, string> notes)
    {
        var company = new Command("company", "Looks after the companies that send.") { CreateList(), CreateShow(), CreateSet(), CreateRemove() };
        foreach (var command in company.Subcommands.Append(company))
        {
            notes[command] = Notes;
        }

        return company;
    }

    private static Command CreateList()
    {
        var config = ConfigOption.Create();
        var command = new Command("list", "Lists all companies, those of the configuration and those made on pages or by command.") { config };
        command.SetAction((parsed, cancellationToken) => ProductCommand.RunAsync(
            parsed.GetValue(config), services => ListAsync(services, parsed.InvocationConfiguration, cancellationToken), cancellationToken));
        return command;
    }

    private static Command CreateShow()
    {
        var code = SenderWork.Company();
        var config = ConfigOption.Create();
        var command = new Command("show", "Shows one company and who changed it.") { code, config };
        command.SetAction((parsed, cancellationToken) => ProductCommand.RunAsync(
            parsed.GetValue(config),
            async services =>
            {
                var company = await SenderWork.CompanyAsync(services, parsed.GetRequiredValue(code), cancellationToken);
                var history = await SenderWork.HistoryAsync(services, company.Code, null, cancellationToken);
                await SenderWork.WriteAsync(parsed.InvocationConfiguration, [.. Lines(company), .. history], cancellationToken);
                return ExitCode.Fine;
            },
            cancellationToken));
        return command;
    }

    private static Command CreateSet()
    {
        var code = SenderWork.Company();
        var options = new CompanyOptionSet();
        var config = ConfigOption.Create();
        var command = new Command("set", "Makes a company, or changes what is given of one.") { code, config };
        options.AddTo(command);
        command.SetAction((parsed, cancellationToken) => ProductCommand.RunAsync(
            parsed.GetValue(config),
            async services =>
            {
                var console = parsed.InvocationConfiguration;
                var directory = services.GetRequiredService<CompanyDirectory>();
                var name = parsed.GetRequiredValue(code);
                var known = await directory.FindAsync(name, cancellationToken);
                var faults = await directory.SaveAsync(options.Apply(parsed, known ?? new Company { Code = name, Name = "", EventAddress = "" }), SenderWork.By, cancellationToken);
                if (faults.Count > 0)
                {
                    await SenderWork.TellAsync(console, "not saved", faults, cancellationToken);
                    return ExitCode.Incomplete;
                }

                var saved = await SenderWork.CompanyAsync(services, name, cancellationToken);
                await SenderWork.WriteAsync(console, [$"Company \"{saved.Code}\" was {(known is null ? "added" : "saved")}.", .. Lines(saved)], cancellationToken);
                return ExitCode.Fine;
            },
            cancellationToken));
        return command;
    }

    private static Command CreateRemove()
    {
        var code = SenderWork.Company();
        var config = ConfigOption.Create();
        var command = new Command("remove", "Removes a company with its user cards and their passwords; its events and sent mails stay.") { code, config };
        command.SetAction((parsed, cancellationToken) => ProductCommand.RunAsync(
            parsed.GetValue(config),
            async services =>
            {
                var company = await SenderWork.CompanyAsync(services, parsed.GetRequiredValue(code), cancellationToken);
                var cards = company.IsConfigured
                    ? throw new NotFoundException($"The company \"{company.Code}\" stands in the configuration; remove it there (Companies:List).")
                    : await services.GetRequiredService<CompanyDirectory>().RemoveAsync(company.Code, SenderWork.By, cancellationToken);
                await SenderWork.WriteAsync(
                    parsed.InvocationConfiguration, [FormattableString.Invariant($"Company \"{company.Code}\" was removed with {cards ?? 0} user cards.")], cancellationToken);
                return ExitCode.Fine;
            },
            cancellationToken));
        return command;
    }

    private static async Task<int> ListAsync(IServiceProvider services, InvocationConfiguration console, CancellationToken cancellationToken)
    {
        var table = new TextTable(("code", false), ("name", false), ("event address", false), ("mail user", false), ("mass mail", false), ("from", false));
        foreach (var one in await services.GetRequiredService<CompanyDirectory>().ListAsync(cancellationToken))
        {
            table.Add(one.Code, one.Name, one.EventAddress, one.MailUserCode ?? "", one.HasMassMail ? "yes" : "no", one.IsConfigured ? "configuration" : "database");
        }

        await SenderWork.WriteAsync(console, table.Lines(), cancellationToken);
        return ExitCode.Fine;
    }

    private static IEnumerable<string> Lines(Company one) =>
    [
        $"code              {one.Code}{(one.IsConfigured ? " (stands in the configuration)" : "")}",
        $"name              {one.Name}",
        $"event address     {one.EventAddress}",
        $"aliases           {Join(one.Aliases)}",
        $"language          {one.Language}",
        $"mass mail         {(one.HasMassMail ? "yes" : "no")}",
        $"sending addresses {Join(one.SendingAddresses)}",
        $"mail user         {one.MailUserCode ?? "-"}",
        $"bounce return     {one.BounceReturn.ToCode()}",
        $"one transaction a recipient  {(one.OneTransactionPerRecipient ? "yes" : "no")}",
        $"marked addresses  {one.MarkedAddresses.ToCode()}",
    ];

    private static string Join(IReadOnlyList<string> texts) => texts.Count == 0 ? "-" : string.Join(", ", texts);
}
