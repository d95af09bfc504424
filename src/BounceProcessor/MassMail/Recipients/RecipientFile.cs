using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;

using BounceProcessor.Diagnosis;
using BounceProcessor.Sending.Composing;

using CsvHelper;
using CsvHelper.Configuration;

namespace BounceProcessor.MassMail.Recipients;

/// <summary>Recipients from a CSV file, as spreadsheets of all kinds write it. Rows are read one by one; a faulty one is told and the next is read.</summary>
internal static class RecipientFile
{
    /// <summary>Columns of a file.</summary>
    public const int MostColumns = 200;

    /// <summary>Characters of a cell.</summary>
    public const int LongestCell = 32_768;

    // Text lines of one row: an address or a note in a cell, not a file.
    private const int MostLines = 50;

    private const int StartCharacters = 65_536;

    /// <summary>Reads the header.</summary>
    /// <param name="file">Can be positioned; stays open while the rows are read, and is the caller's.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public static async Task<RecipientListReading> OpenAsync(Stream file, CancellationToken cancellationToken)
    {
        var guess = await TextEncodingGuess.OfAsync(file, cancellationToken);
        if (guess.Encoding is null)
        {
            return new RecipientListReading(null, guess.Fault is { } fault ? [fault] : []);
        }

        var (separator, skipped) = await SeparatorAsync(file, guess.Encoding, cancellationToken);
        var parser = Parser(file, guess.Encoding, separator, skipped);
        if (!await ReadAsync(parser))
        {
            return Refused("The file of recipients is empty; its first row must name the columns.", "Saajate fail on tühi; selle esimene rida peab nimetama veerud.");
        }

        var columns = new RecipientColumns(Headers(parser.Record));
        var faults = Faults(columns, separator);
        LocalizedText[] notices = guess.Notice is { } notice ? [notice] : [];
        return faults.Count > 0
            ? new RecipientListReading(null, faults)
            : new RecipientListReading(new RecipientList(columns, notices, RowsAsync(parser, columns, skipped ? 1 : 0, cancellationToken)), []);
    }

    private static List<LocalizedText> Faults(RecipientColumns columns, char separator)
    {
        List<LocalizedText> faults = [];
        var headers = TextLine.Of(string.Join(", ", columns.Headers.Select(header => $"\"{header}\"")));
        var shown = separator == '\t' ? "TAB" : separator.ToString();
        if (columns.Headers.Count > MostColumns)
        {
            faults.Add(new LocalizedText($"Row 1 has {columns.Headers.Count} columns; at most {MostColumns} are read.", $"Reas 1 on {columns.Headers.Count} veergu; loetakse kuni {MostColumns}."));
        }

        if (columns.Address < 0)
        {
            faults.Add(new LocalizedText(
                $"Row 1 names no column for the address. It was parted by \"{shown}\" into {headers}; call one of them {RecipientColumns.AddressHeaders}.",
                $"Rida 1 ei nimeta aadressi veergu. See jagati märgiga „{shown}“ veergudeks {headers}; pane ühele neist nimeks {RecipientColumns.AddressHeaders}."));
        }

        faults.AddRange(columns.Repeated.Select(name => new LocalizedText(
            $"Row 1 has more than one column \"{name}\"; give each a name of its own.", $"Reas 1 on mitu veergu nimega „{name}“; anna igaühele oma nimi.")));
        return faults;
    }

    private static async IAsyncEnumerable<RecipientRow> RowsAsync(
        CsvParser parser, RecipientColumns columns, int before, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var _ = parser;
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            RecipientRow? row;
            try
            {
                var line = parser.RawRow;
                if (!await ReadAsync(parser))
                {
                    yield break;
                }

                row = Row(parser, columns, (before, parser.RawRow - line));
            }
            catch (MaxFieldSizeException)
            {
                // What follows is not known to be a row: a quote that is never closed makes one cell of the rest.
                row = new RecipientRow(parser.Row + before, [], NeverEnds());
            }

            if (row is not null)
            {
                yield return row;
            }

            if (row?.Fault?.Code == "row-never-ends")
            {
                yield break;
            }
        }
    }

    // A spreadsheet may name columns that it never used.
    private static string[] Headers(string[]? record)
    {
        var headers = Trimmed(record);
        return headers[..(Array.FindLastIndex(headers, header => header.Length > 0) + 1)];
    }

    private static RecipientRow? Row(CsvParser parser, RecipientColumns columns, (int Before, int Lines) place)
    {
        var cells = Trimmed(parser.Record);
        var number = parser.Row + (long)place.Before;
        if (cells.All(cell => cell.Length == 0))
        {
            return null;
        }

        var (have, want) = (cells.Length, columns.Headers.Count);
        if (place.Lines > MostLines || (place.Lines > 1 && (have != want || IsQuoteOpen(parser.RawRecord))))
        {
            return new RecipientRow(number, cells, NotClosed(place.Lines));
        }

        // Empty cells behind the last column are nothing.
        return have < want || cells.Skip(want).Any(cell => cell.Length > 0)
            ? new RecipientRow(number, cells, have < want ? TooFew(have, want) : TooMany(have, want))
            : new RecipientRow(number, cells[..want], Unreadable(cells));
    }

    /// <summary>Line ends and tabs are part of letters; other signs that cannot be seen come from damage or from somebody who means harm.</summary>
    internal static MailFault? Unreadable(string[] cells) =>
        cells.Any(cell => cell.Any(letter => letter == '\uFFFD' || (char.IsControl(letter) && letter is not ('\n' or '\r' or '\t'))))
            ? new MailFault("row", "row-unreadable", new LocalizedText(
                "The row has characters that cannot be read; save the file as \"CSV UTF-8\" and look at this row.",
                "Reas on märke, mida ei saa lugeda; salvesta fail kujul „CSV UTF-8“ ja vaata see rida üle."))
            : null;

    // Within a cell a quote is doubled, so a whole row has an even number; what is not closed ends with the file.
    private static bool IsQuoteOpen(string raw) => raw.AsSpan().Count('"') % 2 != 0;

    private static MailFault TooFew(int have, int want) => new("row", "row-cells", new LocalizedText(
        $"The row has {have} cells, the header has {want}; fill the row up.", $"Real on {have} lahtrit, päisel {want}; täienda rida."));

    private static MailFault TooMany(int have, int want) => new("row", "row-cells", new LocalizedText(
        $"The row has {have} cells, the header has {want}; a text with the separator in it must stand in quotes.",
        $"Real on {have} lahtrit, päisel {want}; eraldajat sisaldav tekst peab olema jutumärkides."));

    private static MailFault NotClosed(int lines) => new("row", "row-not-closed", new LocalizedText(
        $"The row goes over {lines} lines: a quote is probably not closed, and the rows in these lines were not read. Correct it and give the file again.",
        $"Rida ulatub üle {lines} tekstirea: jutumärk on ilmselt sulgemata ja neis olevaid ridu ei loetud. Paranda see ja anna fail uuesti."));

    private static MailFault NeverEnds() => new("row", "row-never-ends", new LocalizedText(
        $"A cell of this row is longer than {LongestCell} characters: a quote is probably not closed. Nothing behind it was read; correct the row and give the file again.",
        $"Selle rea lahter on pikem kui {LongestCell} märki: jutumärk on ilmselt sulgemata. Sellest edasi ei loetud midagi; paranda rida ja anna fail uuesti."));

    private static async Task<(char Separator, bool Skipped)> SeparatorAsync(Stream file, Encoding encoding, CancellationToken cancellationToken)
    {
        using var reader = new StreamReader(file, encoding, detectEncodingFromByteOrderMarks: true, leaveOpen: true);
        var start = new char[StartCharacters];
        var length = await reader.ReadBlockAsync(start, cancellationToken);
        file.Position = 0;
        return CsvSeparator.Of(start.AsSpan(0, length));
    }

    private static CsvParser Parser(Stream file, Encoding encoding, char separator, bool skipFirst)
    {
        var reader = new StreamReader(file, encoding, detectEncodingFromByteOrderMarks: true, leaveOpen: true);
        if (skipFirst)
        {
            reader.ReadLine();
        }

        return new CsvParser(reader, new CsvConfiguration(CultureInfo.InvariantCulture)
        {
            Delimiter = separator.ToString(),
            IgnoreBlankLines = false,
            MaxFieldSize = LongestCell,

            // A quote in the middle of a cell is part of it.
            BadDataFound = null,
            CountBytes = false,
            CacheFields = false,
        });
    }

    private static Task<bool> ReadAsync(CsvParser parser) => parser.ReadAsync();

    private static string[] Trimmed(string[]? record) => record is null ? [] : Array.ConvertAll(record, cell => cell.Trim());

    private static RecipientListReading Refused(string en, string et) => new(null, [new LocalizedText(en, et)]);
}
