using BounceProcessor.MassMail.Templates;
using BounceProcessor.Sending.Composing;

using Xunit;

namespace BounceProcessor.Tests.MassMail.Templates;

/// <summary>Short ways to a rendered letter.</summary>
internal static class Letters
{
    public static readonly DateTimeOffset Now = new(2026, 11, 23, 22, 30, 0, TimeSpan.Zero);

    public static LetterSource Source(string? text = "Tere", string? html = null, string subject = "Arve", string? unsubscribe = null) => new(subject, text, html, unsubscribe);

    public static LetterTemplate Parse(LetterSource source)
    {
        var (template, faults) = LetterTemplate.Parse(source);
        Assert.Empty(faults);
        return Assert.IsType<LetterTemplate>(template);
    }

    public static IReadOnlyList<TemplateFault> Faults(LetterSource source)
    {
        var (template, faults) = LetterTemplate.Parse(source);
        Assert.Null(template);
        return faults;
    }

    public static async Task<RenderedLetter> RenderAsync(LetterSource source, params (string Name, string Cell)[] cells)
    {
        var (letter, faults) = await Parse(source).RenderAsync(Cells(cells), Setting());
        Assert.Empty(faults.Select(fault => fault.Text.En));
        return Assert.IsType<RenderedLetter>(letter);
    }

    public static async Task<IReadOnlyList<MailFault>> RowFaultsAsync(LetterSource source, params (string Name, string Cell)[] cells)
    {
        var (letter, faults) = await Parse(source).RenderAsync(Cells(cells), Setting());
        Assert.Null(letter);
        return faults;
    }

    public static LetterSetting Setting(string language = "et") =>
        new(language, TimeZoneInfo.FindSystemTimeZoneById("Europe/Tallinn"), new Microsoft.Extensions.Time.Testing.FakeTimeProvider(Now));

    private static IEnumerable<KeyValuePair<string, string>> Cells((string Name, string Cell)[] cells) =>
        cells.Select(cell => KeyValuePair.Create(cell.Name, cell.Cell));
}
