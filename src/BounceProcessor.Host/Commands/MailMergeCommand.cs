using System.CommandLine;
using System.Globalization;

using BounceProcessor.Diagnosis;
using BounceProcessor.Host.Commands.MassMail;
using BounceProcessor.MassMail;

namespace BounceProcessor.Host.Commands;

/// <summary><c>bounceproc mailmerge</c>: one letter to many.</summary>
internal static class MailMergeCommand
{
    /// <summary>The command.</summary>
    /// <param name="notes">Gets what the help of its commands shows below the options.</param>
    public static Command Create(IDictionary<Command, string> notes)
    {
        var merge = CreateMerge();
        notes[merge] = MailMergeNotes.Merge;
        (Command Command, string Notes)[] others =
        [
            (CreateList(), MailMergeNotes.List),
            (CreateShow(), MailMergeNotes.Show),
            (CreateChange("pause", "Holds a running mass mail.", (control, batch, token) => control.PauseAsync(batch.Company, batch.Id, Environment.UserName, token)), MailMergeNotes.Pause),
            (CreateChange("resume", "Has a paused mass mail go on.", (control, batch, token) => control.ResumeAsync(batch.Company, batch.Id, Environment.UserName, token)), MailMergeNotes.Resume),
            (CreateChange("stop", "Ends a mass mail for good.", (control, batch, token) => control.StopAsync(batch.Company, batch.Id, Environment.UserName, token)), MailMergeNotes.Stop),
            (CreateRate(), MailMergeNotes.Rate),
            (CreateReport(), MailMergeNotes.Report),
        ];
        foreach (var (command, text) in others)
        {
            merge.Subcommands.Add(command);
            notes[command] = text;
        }

        return merge;
    }

    private static Command CreateMerge()
    {
        var parts = new MailMergeOptions();
        var config = ConfigOption.Create();
        var command = new Command("mailmerge", "Sends one letter to many, each with the values of its row.");
        foreach (var option in parts.All.Append(config))
        {
            command.Options.Add(option);
        }

        // Here and not as required options, for the commands below do not need them.
        command.Validators.Add(result =>
        {
            foreach (var option in parts.Needed.Where(option => result.GetResult(option) is null && result.Command == command))
            {
                result.AddError($"{option.Name} is needed.");
            }
        });
        command.SetAction((parsed, cancellationToken) => ProductCommand.RunAsync(
            parsed.GetValue(config),
            services => new MailMergeWork(services, parts.Read(parsed), parsed.InvocationConfiguration).RunAsync(cancellationToken),
            cancellationToken));
        return command;
    }

    private static Command CreateList()
    {
        var company = new Option<string?>("--company") { HelpName = "CODE", Description = "Mass mails of one company." };
        var config = ConfigOption.Create();
        var command = new Command("list", "Lists mass mails, the newest first.") { company, config };
        command.SetAction((parsed, cancellationToken) => ProductCommand.RunAsync(
            parsed.GetValue(config),
            services => MailMergeKeeping.ListAsync(services, parsed.GetValue(company), parsed.InvocationConfiguration.Output, cancellationToken),
            cancellationToken));
        return command;
    }

    private static Command CreateShow()
    {
        var id = Id();
        var row = new Option<long?>("--row") { HelpName = "ROW", Description = "This row as it would go out now; the header is row 1." };
        var config = ConfigOption.Create();
        var command = new Command("show", "Shows how far a mass mail is, or one row of it.") { id, row, config };
        command.SetAction((parsed, cancellationToken) => ProductCommand.RunAsync(
            parsed.GetValue(config),
            services => MailMergeKeeping.ShowAsync(services, parsed.GetValue(id), parsed.GetValue(row), parsed.InvocationConfiguration.Output, cancellationToken),
            cancellationToken));
        return command;
    }

    private static Command CreateChange(string name, string description, Func<BatchControl, Batch, CancellationToken, Task<LocalizedText?>> change)
    {
        var id = Id();
        var config = ConfigOption.Create();
        var command = new Command(name, description) { id, config };
        command.SetAction((parsed, cancellationToken) => ProductCommand.RunAsync(
            parsed.GetValue(config),
            services => MailMergeKeeping.ChangeAsync(
                services, parsed.GetValue(id), (control, batch) => change(control, batch, cancellationToken), parsed.InvocationConfiguration, cancellationToken),
            cancellationToken));
        return command;
    }

    private static Command CreateRate()
    {
        const string None = "none";
        var id = Id();
        var rate = new Argument<string>("RATE") { Description = $"Mails a minute, 1 to {BatchControl.MostRate}, or {None}." };
        rate.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<string>() is { } text && text != None && !int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out _))
            {
                result.AddError($"\"{text}\" is no number of mails a minute; write 1 to {BatchControl.MostRate}, or {None}.");
            }
        });
        var config = ConfigOption.Create();
        var command = new Command("rate", "Changes how many mails a minute go out, also while it runs.") { id, rate, config };
        command.SetAction((parsed, cancellationToken) =>
        {
            var wanted = int.TryParse(parsed.GetValue(rate), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : (int?)null;
            return ProductCommand.RunAsync(
                parsed.GetValue(config),
                services => MailMergeKeeping.ChangeAsync(
                    services,
                    parsed.GetValue(id),
                    (control, batch) => control.ThrottleAsync(batch.Company, batch.Id, wanted, Environment.UserName, cancellationToken),
                    parsed.InvocationConfiguration,
                    cancellationToken),
                cancellationToken);
        });
        return command;
    }

    private static Command CreateReport()
    {
        var id = Id();
        var file = new Option<string?>("--file") { HelpName = "FILE", Description = "Write to this file, as a spreadsheet opens it; else to standard output." };
        var language = new Option<string>("--language") { HelpName = "CODE", Description = "Of the words: en or et.", DefaultValueFactory = _ => "en" };
        language.AcceptOnlyFromAmong("en", "et");
        var config = ConfigOption.Create();
        var command = new Command("report", "Writes what became of every row as CSV.") { id, file, language, config };
        command.SetAction((parsed, cancellationToken) => ProductCommand.RunAsync(
            parsed.GetValue(config),
            services => MailMergeKeeping.ReportAsync(
                services, parsed.GetValue(id), (parsed.GetValue(file), parsed.GetRequiredValue(language)), parsed.InvocationConfiguration.Output, cancellationToken),
            cancellationToken));
        return command;
    }

    private static Argument<long> Id() => new("ID") { Description = "Number of the mass mail." };
}
