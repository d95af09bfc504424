using BounceProcessor.Companies;
using BounceProcessor.Marks;

namespace BounceProcessor.Host.Commands.Marks;

/// <summary>What the marks' commands do.</summary>
internal static class MarkWork
{
    private static string By => $"{Environment.UserName} (command line)";

    public static async Task<int> ListAsync(
        IServiceProvider services, MarkFilter filter, (int Page, int Limit, bool Json, bool Csv) view, TextWriter output, CancellationToken cancellationToken)
    {
        if (view.Csv)
        {
            await services.GetRequiredService<MarkExport>().WriteAsync(filter, output, cancellationToken);
            return ExitCode.Fine;
        }

        var found = await Marks(services).ListAsync(filter, view.Page, view.Limit, cancellationToken);
        foreach (var line in view.Json ? found.Marks.Select(MarkJson.Line) : MarkText.Table(found.Marks, Now(services)))
        {
            await output.WriteLineAsync(line.AsMemory(), cancellationToken);
        }

        if (!view.Json)
        {
            await output.WriteLineAsync(FormattableString.Invariant($"{found.Marks.Count} of {CountText.Of(found.Total, "mark")}, page {view.Page}.").AsMemory(), cancellationToken);
        }

        return ExitCode.Fine;
    }

    public static async Task<int> ShowAsync(IServiceProvider services, long id, bool asJson, TextWriter output, CancellationToken cancellationToken)
    {
        var mark = await FindAsync(services, id, cancellationToken);
        var text = asJson ? MarkJson.Line(mark) + "\n" : MarkText.Page(mark, await Marks(services).HistoryAsync(mark.Company, id, cancellationToken), Now(services));
        await output.WriteAsync(text.AsMemory(), cancellationToken);
        return ExitCode.Fine;
    }

    public static async Task<int> AddAsync(
        IServiceProvider services, (string Address, string Company, string? Note, int? Days) asked, TextWriter output, CancellationToken cancellationToken)
    {
        var company = await CompanyAsync(services, asked.Company, cancellationToken);
        DateTimeOffset? expires = asked.Days is { } days ? Now(services).AddDays(days) : null;
        var mark = await Marks(services).MarkAsync(
            new NewMark { Company = company, Address = asked.Address, Note = asked.Note, By = By, ExpiresAt = expires }, cancellationToken)
            ?? throw new NotFoundException($"\"{asked.Address}\" is no mail address; nothing was marked. Write it as name@example.org.");
        await output.WriteLineAsync(TerminalText.Safe(FormattableString.Invariant($"{mark.Address} of {mark.Company} is marked (mark {mark.Id}).")).AsMemory(), cancellationToken);
        return ExitCode.Fine;
    }

    public static async Task<int> ReleaseAsync(IServiceProvider services, long id, string? note, TextWriter output, CancellationToken cancellationToken)
    {
        var mark = await FindAsync(services, id, cancellationToken);
        if (!await Marks(services).ReleaseAsync(mark.Company, id, By, note, cancellationToken))
        {
            throw new NotFoundException($"Mark {id} on {mark.Address} was released before; nothing was changed.");
        }

        await output.WriteLineAsync(TerminalText.Safe(FormattableString.Invariant($"{mark.Address} of {mark.Company} is no longer marked.")).AsMemory(), cancellationToken);
        return ExitCode.Fine;
    }

    public static async Task<int> CorrectionsAsync(
        IServiceProvider services, string code, (long After, int Limit, bool Json) view, TextWriter output, CancellationToken cancellationToken)
    {
        var company = await CompanyAsync(services, code, cancellationToken);
        var found = await services.GetRequiredService<AddressCorrections>().ListAsync(company, view.After, view.Limit, cancellationToken);
        foreach (var line in view.Json ? found.Select(MarkJson.Line) : MarkText.Table(found))
        {
            await output.WriteLineAsync(line.AsMemory(), cancellationToken);
        }

        return ExitCode.Fine;
    }

    private static AddressMarks Marks(IServiceProvider services) => services.GetRequiredService<AddressMarks>();

    private static DateTimeOffset Now(IServiceProvider services) => services.GetRequiredService<TimeProvider>().GetUtcNow();

    private static async Task<AddressMark> FindAsync(IServiceProvider services, long id, CancellationToken cancellationToken) =>
        await Marks(services).FindAsync(null, id, cancellationToken) ?? throw new NotFoundException($"There is no mark {id}; \"bounceproc marks list --all\" shows them.");

    private static async Task<string> CompanyAsync(IServiceProvider services, string code, CancellationToken cancellationToken) =>
        (await services.GetRequiredService<CompanyDirectory>().FindAsync(code, cancellationToken))?.Code
        ?? throw new NotFoundException($"There is no company \"{code}\"; \"bounceproc company list\" shows them.");
}
