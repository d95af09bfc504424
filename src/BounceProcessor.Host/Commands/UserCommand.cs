using System.CommandLine;

using BounceProcessor.Host.Commands.Secrets;
using BounceProcessor.Host.Commands.Senders;
using BounceProcessor.Senders;

namespace BounceProcessor.Host.Commands;

/// <summary><c>bounceproc user</c>: the user cards of companies.</summary>
internal static class UserCommand
{
    private const string Notes = """
        The users of a company who send mail; not those who sign in to the pages. A setting that is not filled in comes from the company's mail user, and show says
        which are in force and where each comes from; its exit code is 3 when mail of this user cannot be sent, and it is told why.

        Examples:
          bounceproc user list firmanimi
          bounceproc user list firmanimi --search mari
          bounceproc user set firmanimi MARI --email mari@firmanimi.example
          bounceproc user set firmanimi ADMIN --email admin@firmanimi.example --provider zone-eu --username admin@firmanimi.example
          bounceproc user password firmanimi ADMIN                asks for it, without showing what is typed
          bounceproc user password firmanimi ADMIN <file          takes it from standard input
          bounceproc user show firmanimi MARI
          bounceproc user sign-in firmanimi MARI                  at Microsoft, for the mode Microsoft 365 OAUTH; prints an address and a code
        """;

    /// <summary>The command.</summary>
    public static Command Create(Dictionary<Command, string> notes)
    {
        var user = new Command("user", "Looks after the user cards of companies: who sends, how and by which server.")
        {
            CreateList(), CreateShow(), CreateSet(), CreatePassword(), UserSignIn.Create(), CreateRemove(),
        };
        foreach (var command in user.Subcommands.Append(user))
        {
            notes[command] = Notes;
        }

        return user;
    }

    private static Command CreateList()
    {
        var company = SenderWork.Company();
        var config = ConfigOption.Create();
        var search = new Option<string>("--search") { Description = "Only users whose code, name or e-mail holds this text, in any spelling.", HelpName = "text" };
        var command = new Command("list", "Lists the users of a company.") { company, search, config };
        command.SetAction((parsed, cancellationToken) => ProductCommand.RunAsync(
            parsed.GetValue(config),
            services => UserWork.ListAsync(services, (parsed.GetRequiredValue(company), parsed.GetValue(search)), parsed.InvocationConfiguration, cancellationToken),
            cancellationToken));
        return command;
    }

    private static Command CreateShow() => OfCard(
        "show", "Shows one card, what is in force and where it comes from, and who changed it.", UserWork.ShowAsync);

    private static Command CreateRemove() => OfCard("remove", "Removes a user card with its password; sent mails stay.", UserWork.RemoveAsync);

    private static Command CreateSet()
    {
        var (company, user, config) = (SenderWork.Company(), SenderWork.User(), ConfigOption.Create());
        var options = new UserOptionSet();
        var command = new Command("set", "Makes a user card, or changes what is given of one.") { company, user, config };
        options.AddTo(command);
        command.SetAction((parsed, cancellationToken) => ProductCommand.RunAsync(
            parsed.GetValue(config),
            services => UserWork.SaveAsync(
                services,
                (parsed.GetRequiredValue(company), parsed.GetRequiredValue(user)),
                before => options.Apply(parsed, before),
                parsed.InvocationConfiguration,
                cancellationToken),
            cancellationToken));
        return command;
    }

    private static Command CreatePassword()
    {
        var (company, user, config) = (SenderWork.Company(), SenderWork.User(), ConfigOption.Create());
        var remove = new Option<bool>("--remove") { Description = "Removes the password instead." };
        var command = new Command("password", "Stores the password of a user card, read from standard input or asked for.") { company, user, remove, config };
        command.SetAction((parsed, cancellationToken) => ProductCommand.RunAsync(
            parsed.GetValue(config),
            async services =>
            {
                var console = parsed.InvocationConfiguration;
                var card = await UserWork.CardAsync(services, parsed.GetRequiredValue(company), parsed.GetRequiredValue(user), cancellationToken);
                var change = parsed.GetValue(remove)
                    ? PasswordChange.Remove
                    : PasswordChange.To(await SecretInput.ReadAsync($"Password of {card.Username ?? card.Code}", console.Error, cancellationToken));
                return await UserWork.PasswordAsync(services, card, change, console, cancellationToken);
            },
            cancellationToken));
        return command;
    }

    private static Command OfCard(
        string name, string description, Func<IServiceProvider, (string Company, string User), InvocationConfiguration, CancellationToken, Task<int>> work)
    {
        var (company, user, config) = (SenderWork.Company(), SenderWork.User(), ConfigOption.Create());
        var command = new Command(name, description) { company, user, config };
        command.SetAction((parsed, cancellationToken) => ProductCommand.RunAsync(
            parsed.GetValue(config),
            services => work(services, (parsed.GetRequiredValue(company), parsed.GetRequiredValue(user)), parsed.InvocationConfiguration, cancellationToken),
            cancellationToken));
        return command;
    }
}
