using BounceProcessor.MassMail.Templates;

namespace BounceProcessor.Host.Commands.MassMail;

/// <summary>Puts a letter together from files: by their names in a folder, or as they are given.</summary>
internal static class TemplateFiles
{
    private const int LargestBytes = 1024 * 1024;

    private static readonly string[] HtmlEndings = [".html", ".htm"];

    /// <summary>Reads them.</summary>
    /// <param name="paths">A folder with files called subject, text and html, or files: what is called subject* is the subject, *.html the HTML, anything else the text.</param>
    /// <param name="subject">The subject, when no file has it.</param>
    /// <param name="unsubscribe">Template of the unsubscribe address.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <returns>The letter, or what is wrong with the files.</returns>
    /// <exception cref="NotFoundException">One is not there.</exception>
    public static async Task<(LetterSource? Letter, string? Fault)> ReadAsync(
        IReadOnlyList<string> paths, string? subject, string? unsubscribe, CancellationToken cancellationToken)
    {
        var parts = new Dictionary<LetterPart, (string Path, string Text)>();
        foreach (var path in paths.SelectMany(FilesOf))
        {
            var part = PartOf(path);
            if (parts.TryGetValue(part, out var other))
            {
                return (null, $"\"{other.Path}\" and \"{path}\" are both {part.ToString().ToLowerInvariant()}; name one of them, or call the subject's file subject.txt.");
            }

            if (new FileInfo(path).Length > LargestBytes)
            {
                return (null, $"\"{path}\" has more than {LargestBytes} bytes, too many for a template.");
            }

            parts.Add(part, (path, await File.ReadAllTextAsync(path, cancellationToken)));
        }

        if (subject is not null && parts.TryGetValue(LetterPart.Subject, out var file))
        {
            return (null, $"The subject stands in --subject and in \"{file.Path}\"; give one of them.");
        }

        return (new LetterSource(subject ?? Text(LetterPart.Subject) ?? "", Text(LetterPart.Text), Text(LetterPart.Html), unsubscribe), null);

        string? Text(LetterPart part) => parts.TryGetValue(part, out var found) ? found.Text : null;
    }

    private static IEnumerable<string> FilesOf(string path)
    {
        if (File.Exists(path))
        {
            return [path];
        }

        return Directory.Exists(path)
            ? Directory.EnumerateFiles(path).Where(file => IsPart(Stem(file))).Order(StringComparer.Ordinal)
            : throw new NotFoundException($"{path}: no such template file or folder");
    }

    private static bool IsPart(string stem) => stem is "subject" or "text" or "html";

    private static LetterPart PartOf(string path) => Stem(path) switch
    {
        var stem when stem.StartsWith("subject", StringComparison.Ordinal) => LetterPart.Subject,
        "html" => LetterPart.Html,
        "text" => LetterPart.Text,
        _ => HtmlEndings.Any(ending => WithoutLiquid(path).EndsWith(ending, StringComparison.OrdinalIgnoreCase)) ? LetterPart.Html : LetterPart.Text,
    };

    // subject, subject.txt and subject.txt.liquid are the same to people.
    private static string Stem(string path)
    {
        var name = Path.GetFileName(path).ToLowerInvariant();
        var dot = name.IndexOf('.', StringComparison.Ordinal);
        return dot > 0 ? name[..dot] : name;
    }

    private static string WithoutLiquid(string path) => path.EndsWith(".liquid", StringComparison.OrdinalIgnoreCase) ? path[..^".liquid".Length] : path;
}
