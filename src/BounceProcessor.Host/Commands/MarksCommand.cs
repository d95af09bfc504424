using System.CommandLine;

using BounceProcessor.Diagnosis;
using BounceProcessor.Host.Commands.Marks;
using BounceProcessor.Marks;

namespace BounceProcessor.Host.Commands;

/// <summary><c>bounceproc marks</c>: addresses that are known not to work.</summary>
internal static class MarksCommand
{
    /// <summary>The command.</summary>
    /// <param name="notes">Gets what the help of its commands shows below the options.</param>
    public static Command Create(IDictionary<Command, string> notes)
    {
        var (list, show, add, release, corrections) = (CreateList(), CreateShow(), CreateAdd(), CreateRelease(), CreateCorrections());
        notes[list] = MarkNotes.List;
        notes[show] = MarkNotes.Show;
        notes[add] = MarkNotes.Add;
        notes[release] = MarkNotes.Release;
        notes[corrections] = MarkNotes.Corrections;
        return new Command("marks", "Looks after addresses that are known not to work.") { list, show, add, release, corrections };
    }

    private static Command CreateList()
    {
        var company = new Option<string?>("--company") { HelpName = "CODE", Description = "Marks of one company." };
        var kind = new Option<string?>("--kind") { HelpName = "CODE", Description = $"Kind of mark. One of {string.Join(", ", Codes.All<MarkKind>())}." };
        kind.AcceptOnlyFromAmong([.. Codes.All<MarkKind>()]);
        var text = new Option<string?>("--text") { HelpName = "TEXT", Description = "Part of the address." };
        var all = new Option<bool>("--all") { Description = "With those that expired or were released." };
        var over = new Option<bool>("--over") { Description = "Only those that expired or were released." };
        var page = Number("--page", "Page, from 1.", 1, 1, 1_000_000);
        var limit = Number("--limit", "Marks on a page, 1 to 500.", 50, 1, 500);
        var json = new Option<bool>("--json") { Description = "One JSON object a line instead of a table." };
        var csv = new Option<bool>("--csv") { Description = "Every mark as CSV instead of a page of a table." };
        var config = ConfigOption.Create();
        var command = new Command("list", "Lists marks, newest first.") { company, kind, text, all, over, page, limit, json, csv, config };
        command.Validators.Add(result =>
        {
            if (result.GetValue(all) && result.GetValue(over))
            {
                result.AddError("Only one of --all and --over.");
            }

            if (result.GetValue(json) && result.GetValue(csv))
            {
                result.AddError("Only one of --json and --csv.");
            }
        });
        command.SetAction((parsed, cancellationToken) =>
        {
            var filter = new MarkFilter
            {
                Company = parsed.GetValue(company),
                Kind = parsed.GetValue(kind),
                Text = parsed.GetValue(text),
                InForce = parsed.GetValue(all) ? null : !parsed.GetValue(over),
            };
            var view = (parsed.GetValue(page), parsed.GetValue(limit), parsed.GetValue(json), parsed.GetValue(csv));
            return ProductCommand.RunAsync(
                parsed.GetValue(config), services => MarkWork.ListAsync(services, filter, view, parsed.InvocationConfiguration.Output, cancellationToken), cancellationToken);
        });
        return command;
    }

    private static Command CreateShow()
    {
        var id = new Argument<long>("ID") { Description = "The mark's number." };
        var json = new Option<bool>("--json") { Description = "One JSON object instead of text." };
        var config = ConfigOption.Create();
        var command = new Command("show", "Shows one mark with its history.") { id, json, config };
        command.SetAction((parsed, cancellationToken) => ProductCommand.RunAsync(
            parsed.GetValue(config),
            services => MarkWork.ShowAsync(services, parsed.GetValue(id), parsed.GetValue(json), parsed.InvocationConfiguration.Output, cancellationToken),
            cancellationToken));
        return command;
    }

    private static Command CreateAdd()
    {
        var address = new Argument<string>("ADDRESS") { Description = "The address." };
        var company = new Option<string>("--company") { HelpName = "CODE", Description = "Whose mail shall not go there.", Required = true };
        var note = new Option<string?>("--note") { HelpName = "TEXT", Description = "Why." };
        var days = new Option<int?>("--days") { HelpName = "N", Description = "For so many days, 1 to 3650; without it until the mark is released." };
        days.Validators.Add(result =>
        {
            if (result.Tokens.Count == 1 && (!int.TryParse(result.Tokens[0].Value, out var value) || value is < 1 or > 3650))
            {
                result.AddError($"--days is \"{result.Tokens[0].Value}\"; write a number from 1 to 3650.");
            }
        });
        var config = ConfigOption.Create();
        var command = new Command("add", "Marks an address by hand.") { address, company, note, days, config };
        command.SetAction((parsed, cancellationToken) => ProductCommand.RunAsync(
            parsed.GetValue(config),
            services => MarkWork.AddAsync(
                services,
                (parsed.GetRequiredValue(address), parsed.GetRequiredValue(company), parsed.GetValue(note), parsed.GetValue(days)),
                parsed.InvocationConfiguration.Output,
                cancellationToken),
            cancellationToken));
        return command;
    }

    private static Command CreateRelease()
    {
        var id = new Argument<long>("ID") { Description = "The mark's number." };
        var note = new Option<string?>("--note") { HelpName = "TEXT", Description = "Why." };
        var config = ConfigOption.Create();
        var command = new Command("release", "Takes a mark away, so that mail goes to the address again.") { id, note, config };
        command.SetAction((parsed, cancellationToken) => ProductCommand.RunAsync(
            parsed.GetValue(config),
            services => MarkWork.ReleaseAsync(services, parsed.GetValue(id), parsed.GetValue(note), parsed.InvocationConfiguration.Output, cancellationToken),
            cancellationToken));
        return command;
    }

    private static Command CreateCorrections()
    {
        var company = new Argument<string>("COMPANY") { Description = "The company's code." };
        var after = new Option<long>("--after") { HelpName = "ID", Description = "Behind this one; 0 from the beginning." };
        var limit = Number("--limit", "At most so many, 1 to 500.", 100, 1, 500);
        var json = new Option<bool>("--json") { Description = "One JSON object a line instead of a table." };
        var config = ConfigOption.Create();
        var command = new Command("corrections", "Lists addresses that were corrected, oldest first.") { company, after, limit, json, config };
        command.SetAction((parsed, cancellationToken) => ProductCommand.RunAsync(
            parsed.GetValue(config),
            services => MarkWork.CorrectionsAsync(
                services,
                parsed.GetRequiredValue(company),
                (parsed.GetValue(after), parsed.GetValue(limit), parsed.GetValue(json)),
                parsed.InvocationConfiguration.Output,
                cancellationToken),
            cancellationToken));
        return command;
    }

    private static Option<int> Number(string name, string description, int usual, int lowest, int highest)
    {
        var option = new Option<int>(name) { HelpName = "N", Description = description, DefaultValueFactory = _ => usual };
        option.Validators.Add(result =>
        {
            if (result.Tokens.Count == 1 && (!int.TryParse(result.Tokens[0].Value, out var value) || value < lowest || value > highest))
            {
                result.AddError($"{name} is \"{result.Tokens[0].Value}\"; write a number from {lowest} to {highest}.");
            }
        });
        return option;
    }
}
