using System.CommandLine;

using BounceProcessor.Diagnosis;
using BounceProcessor.Senders;

namespace BounceProcessor.Host.Commands.Senders;

/// <summary>The work of <c>bounceproc user</c>.</summary>
internal static class UserWork
{
    /// <summary>One card.</summary>
    /// <exception cref="NotFoundException">There is no such company or user.</exception>
    public static async Task<UserCard> CardAsync(IServiceProvider services, string company, string user, CancellationToken cancellationToken)
    {
        var known = await SenderWork.CompanyAsync(services, company, cancellationToken);
        var cards = services.GetRequiredService<UserCards>();
        return await cards.FindAsync(known.Code, user, cancellationToken) ?? throw new NotFoundException(
            $"The company \"{known.Code}\" has no user \"{user}\"; there are {string.Join(", ", (await cards.ListAsync(known.Code, cancellationToken)).Select(one => one.Code).DefaultIfEmpty("none"))}.");
    }

    public static async Task<int> ListAsync(
        IServiceProvider services, (string Company, string? Search) asked, InvocationConfiguration console, CancellationToken cancellationToken)
    {
        var company = await SenderWork.CompanyAsync(services, asked.Company, cancellationToken);
        var settings = services.GetRequiredService<SenderSettings>();
        var (first, total) = asked.Search?.Trim() is { Length: > 0 } text
            ? await settings.SearchAsync(company, text, UserCards.Most, cancellationToken)
            : (await settings.ListAsync(company, cancellationToken), (await services.GetRequiredService<UserCards>().CountAsync(cancellationToken)).GetValueOrDefault(company.Code));
        var table = new TextTable(("code", false), ("name", false), ("e-mail", false), ("mode in force", false), ("server in force", false), ("can send", false));
        foreach (var (card, outcome) in first)
        {
            table.Add(
                card.Code,
                card.Name ?? "",
                card.Email ?? "",
                outcome.Settings is { } found ? SettingWords.Of(found.Mode.Value) : "-",
                outcome.Settings is { } server ? FormattableString.Invariant($"{server.Host.Value}:{server.Port.Value}") : "-",
                outcome.Faults.Count == 0 ? "yes" : $"no: {string.Join(", ", outcome.Faults.Select(fault => fault.Code))}");
        }

        await SenderWork.WriteAsync(console, table.Lines(), cancellationToken);
        if (total > first.Count)
        {
            await SenderWork.WriteAsync(
                console, [FormattableString.Invariant($"… and {total - first.Count} more, which are not shown; --search TEXT finds any of them by code, name or e-mail.")], cancellationToken);
        }

        return ExitCode.Fine;
    }

    public static async Task<int> ShowAsync(
        IServiceProvider services, (string Company, string User) who, InvocationConfiguration console, CancellationToken cancellationToken)
    {
        var card = await CardAsync(services, who.Company, who.User, cancellationToken);
        await SenderWork.WriteAsync(console, CardLines(card), cancellationToken);
        var code = await InForceAsync(services, card, console, cancellationToken);
        await SenderWork.WriteAsync(console, await SenderWork.HistoryAsync(services, card.Company, card.Code, cancellationToken), cancellationToken);
        return code;
    }

    public static async Task<int> RemoveAsync(
        IServiceProvider services, (string Company, string User) who, InvocationConfiguration console, CancellationToken cancellationToken)
    {
        var card = await CardAsync(services, who.Company, who.User, cancellationToken);
        await services.GetRequiredService<UserCards>().RemoveAsync(card.Company, card.Code, SenderWork.By, cancellationToken);
        await SenderWork.WriteAsync(console, [$"User \"{card.Code}\" of company \"{card.Company}\" was removed."], cancellationToken);
        return ExitCode.Fine;
    }

    public static async Task<int> SaveAsync(
        IServiceProvider services, (string Company, string User) who, Func<UserCard, UserCard> change, InvocationConfiguration console, CancellationToken cancellationToken)
    {
        var company = await SenderWork.CompanyAsync(services, who.Company, cancellationToken);
        var known = await services.GetRequiredService<UserCards>().FindAsync(company.Code, who.User, cancellationToken);
        var card = change(known ?? new UserCard { Company = company.Code, Code = who.User, Language = company.Language });
        return await StoreAsync(services, card, PasswordChange.Keep, known is null ? "added" : "saved", console, cancellationToken);
    }

    public static Task<int> PasswordAsync(
        IServiceProvider services, UserCard card, PasswordChange change, InvocationConfiguration console, CancellationToken cancellationToken) =>
        StoreAsync(services, card, change, change.Text is null ? "saved without a password" : "saved with the new password", console, cancellationToken);

    private static async Task<int> StoreAsync(
        IServiceProvider services, UserCard card, PasswordChange password, string what, InvocationConfiguration console, CancellationToken cancellationToken)
    {
        var saving = await services.GetRequiredService<CardEditing>().SaveAsync(card, password, SenderWork.By, cancellationToken);
        if (saving.Faults.Count > 0)
        {
            await SenderWork.TellAsync(console, "not saved", saving.Faults, cancellationToken);
            return ExitCode.Incomplete;
        }

        await SenderWork.WriteAsync(console, [$"User \"{card.Code}\" of company \"{card.Company}\" was {what}."], cancellationToken);
        await SenderWork.TellAsync(console, "note", saving.Notices, cancellationToken);
        _ = await InForceAsync(services, card, console, cancellationToken);
        return ExitCode.Fine;
    }

    private static async Task<int> InForceAsync(IServiceProvider services, UserCard card, InvocationConfiguration console, CancellationToken cancellationToken)
    {
        var outcome = await services.GetRequiredService<SenderSettings>().FindAsync(card.Company, card.Code, cancellationToken);
        await SenderWork.WriteAsync(console, outcome.Settings is { } settings ? ForceLines(settings) : ["in force  nothing: mail of this user cannot be sent"], cancellationToken);
        await SenderWork.TellAsync(console, "fault", outcome.Faults, cancellationToken);
        await SenderWork.TellAsync(console, "warning", outcome.Warnings, cancellationToken);
        return outcome.Faults.Count > 0 ? ExitCode.Incomplete : ExitCode.Fine;
    }

    private static IEnumerable<string> CardLines(UserCard card) =>
    [
        "on the card",
        $"  code      {card.Code}",
        $"  name      {card.Name ?? "-"}",
        $"  e-mail    {card.Email ?? "-"}",
        $"  mode      {(card.Mode is { } mode ? SettingWords.Of(mode) : "-")}",
        FormattableString.Invariant($"  server    {card.Host ?? "-"}"),
        FormattableString.Invariant($"  port      {(card.Port is { } port ? $"{port}" : "-")}"),
        $"  tls       {(card.Tls is { } tls ? tls.ToCode() : "-")}",
        $"  username  {card.Username ?? "-"}",
        $"  password  {(card.HasPassword ? "stored" : "-")}",
        $"  language  {card.Language}",
    ];

    private static IEnumerable<string> ForceLines(EffectiveSettings settings) =>
    [
        "in force",
        $"  mode      {SettingWords.Of(settings.Mode.Value)} ({SettingWords.Of(settings.Mode.Source).En})",
        $"  server    {settings.Host.Value} ({SettingWords.Of(settings.Host.Source).En})",
        FormattableString.Invariant($"  port      {settings.Port.Value} ({SettingWords.Of(settings.Port.Source).En})"),
        $"  tls       {SettingWords.Of(settings.Tls.Value).En} ({SettingWords.Of(settings.Tls.Source).En})",
        $"  sign-in   {SettingWords.Of(settings.SignIn).En}",
        .. settings.Username is { } username ? [$"  username  {username.Value} ({SettingWords.Of(username.Source).En})"] : Array.Empty<string>(),
        .. settings.Password is { } password ? [$"  password  stored ({SettingWords.Of(password).En})"] : Array.Empty<string>(),
    ];
}
