using BounceProcessor.Diagnosis;

namespace BounceProcessor.MassMail.Templates;

/// <summary>A place in a template, in words.</summary>
internal static class TemplatePlace
{
    /// <summary>A fault with its place before the words: <c>HTML, line 3, column 5: …</c></summary>
    public static TemplateFault Fault(LetterPart part, (int Line, int Column)? place, string code, string en, string et)
    {
        var text = place is var (line, column)
            ? new LocalizedText($"{Name(part).En}, line {line}, column {column}: {en}", $"{Name(part).Et}, rida {line}, veerg {column}: {et}")
            : new LocalizedText($"{Name(part).En}: {en}", $"{Name(part).Et}: {et}");
        return new TemplateFault(part, place?.Line, place?.Column, code, text);
    }

    /// <summary>What people call the part.</summary>
    public static LocalizedText Name(LetterPart part) => part switch
    {
        LetterPart.Subject => new LocalizedText("Subject", "Teema"),
        LetterPart.Text => new LocalizedText("Text", "Tekst"),
        LetterPart.Html => new LocalizedText("HTML", "HTML"),
        _ => new LocalizedText("Unsubscribe address", "Loobumisaadress"),
    };
}
