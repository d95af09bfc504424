using System.Globalization;

using BounceProcessor.Sending.Outbox;
using BounceProcessor.Sending.Records;

namespace BounceProcessor.Host.Commands.Sending;

/// <summary>Finds and lists mails for the commands.</summary>
internal static class OutboxList
{
    private const int PageSize = 50;

    /// <summary>Writes a page of mails, and what the servers do.</summary>
    public static async Task<int> WriteAsync(
        IServiceProvider services, SentMailFilter filter, (int Page, bool Json) view, TextWriter output, CancellationToken cancellationToken)
    {
        var found = await services.GetRequiredService<SentMailListing>().ListAsync(filter, view.Page, PageSize, cancellationToken);
        if (view.Json)
        {
            foreach (var item in found.Mails)
            {
                await output.WriteLineAsync(SentMailJson.Line(new SentMailView(item.Mail, item.Recipients, item.Open, [])).AsMemory(), cancellationToken);
            }

            return ExitCode.Fine;
        }

        var table = new TextTable(("mail", true), ("accepted (UTC)", false), ("company", false), ("user", false), ("document", false), ("state", false), ("recipients", false));
        foreach (var item in found.Mails)
        {
            table.Add(
                item.Mail.Id.ToString(CultureInfo.InvariantCulture), SentMailText.Time(item.Mail.AcceptedAt), item.Mail.Company, item.Mail.UserCode, item.Mail.Document ?? "",
                SentMailText.State(item), SentMailText.Recipients(item));
        }

        foreach (var line in table.Lines())
        {
            await output.WriteLineAsync(line.AsMemory(), cancellationToken);
        }

        await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{found.Mails.Count} of {CountText.Of(found.Total, "mail")}, page {view.Page}.").AsMemory(), cancellationToken);
        await WriteServersAsync(services, output, cancellationToken);
        return ExitCode.Fine;
    }

    /// <summary>A mail by its number.</summary>
    /// <exception cref="NotFoundException">There is none.</exception>
    public static async Task<SentMail> FindAsync(IServiceProvider services, string? company, long id, CancellationToken cancellationToken)
    {
        var mail = await services.GetRequiredService<SentMailListing>().FindAsync(company, id, cancellationToken);
        return mail ?? throw new NotFoundException(company is null
            ? string.Create(CultureInfo.InvariantCulture, $"There is no mail {id}.")
            : string.Create(CultureInfo.InvariantCulture, $"Company \"{company}\" sent no mail {id}."));
    }

    /// <summary>All that belongs to a mail.</summary>
    public static async Task<SentMailView> ViewAsync(IServiceProvider services, SentMail mail, CancellationToken cancellationToken)
    {
        var store = services.GetRequiredService<SentMailStore>();
        return new SentMailView(
            mail,
            await store.RecipientsAsync(mail.Company, mail.Id, cancellationToken),
            await store.TransmissionsAsync(mail.Company, mail.Id, cancellationToken),
            await store.HistoryAsync(mail.Company, mail.Id, cancellationToken));
    }

    private static async Task WriteServersAsync(IServiceProvider services, TextWriter output, CancellationToken cancellationToken)
    {
        foreach (var rest in await services.GetRequiredService<ServerRests>().ListAsync(cancellationToken))
        {
            var line = $"{rest.Server} {RestWords.Of(rest.Cause)}, asked again at {SentMailText.Time(rest.RestUntil)} UTC: {rest.Reply}";
            await output.WriteLineAsync(TerminalText.Safe(line).AsMemory(), cancellationToken);
        }
    }
}
