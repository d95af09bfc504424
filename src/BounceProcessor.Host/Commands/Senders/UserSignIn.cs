using System.CommandLine;

using BounceProcessor.Diagnosis;
using BounceProcessor.Senders;
using BounceProcessor.Sending.Connecting;
using BounceProcessor.SignIn;

namespace BounceProcessor.Host.Commands.Senders;

/// <summary><c>bounceproc user sign-in</c>: a person signs in at Microsoft once, and mail is sent with that from then on.</summary>
internal static class UserSignIn
{
    /// <summary>The command.</summary>
    public static Command Create()
    {
        var (company, user, config) = (SenderWork.Company(), SenderWork.User(), ConfigOption.Create());
        var command = new Command("sign-in", "Has a person sign in at Microsoft, for a user of the mode Microsoft 365 OAUTH.") { company, user, config };
        command.SetAction((parsed, cancellationToken) => ProductCommand.RunAsync(
            parsed.GetValue(config),
            services => RunAsync(services, (parsed.GetRequiredValue(company), parsed.GetRequiredValue(user)), parsed.InvocationConfiguration, cancellationToken),
            cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(
        IServiceProvider services, (string Company, string User) who, InvocationConfiguration console, CancellationToken cancellationToken)
    {
        var card = await UserWork.CardAsync(services, who.Company, who.User, cancellationToken);
        var outcome = await services.GetRequiredService<SenderSettings>().FindAsync(card.Company, card.Code, cancellationToken);
        if (outcome.Settings is not { } settings)
        {
            await SenderWork.TellAsync(console, "fault", outcome.Faults, cancellationToken);
            return ExitCode.Incomplete;
        }

        if (settings.SignIn != SubmissionSignIn.Xoauth2)
        {
            throw new NotFoundException(
                $"User \"{card.Code}\" of \"{card.Company}\" does not sign in with OAuth: the mode in force is {SettingWords.Of(settings.Mode.Value)}. Set it first: bounceproc user set {card.Company} {card.Code} --mode {SenderMode.Microsoft365Oauth.ToCode()}");
        }

        var account = services.GetRequiredService<Microsoft365Accounts>().Find(settings) ?? throw new NotFoundException(
            $"No application at Microsoft is set up; set {Microsoft365Options.Section}:OAuth with Grant MicrosoftUser and ClientId.");
        return await SignInAsync(services.GetRequiredService<AccessTokens>(), account, console, cancellationToken);
    }

    private static async Task<int> SignInAsync(AccessTokens tokens, TokenAccount account, InvocationConfiguration console, CancellationToken cancellationToken)
    {
        async Task TellAsync(string line)
        {
            await SenderWork.WriteAsync(console, [line], cancellationToken);
            await console.Output.FlushAsync(cancellationToken);
        }

        try
        {
            var person = await tokens.SignInAsync(account, new SignInPlace(TellAsync, 0), cancellationToken);
            await TellAsync($"Signed in{(person is null ? "" : $" as \"{person}\"")}. Now try it: {account.TestCommand}");
            return ExitCode.Fine;
        }
        catch (TokenException fault)
        {
            await console.Error.WriteLineAsync(TerminalText.Safe($"User \"{account.Name}\" of \"{account.Company}\": {fault.Message}").AsMemory(), cancellationToken);
            return ExitCode.Unavailable;
        }
    }
}
