using BounceProcessor.Diagnosis;
using BounceProcessor.Sending.Composing;

namespace BounceProcessor.MassMail.Recipients;

/// <summary>Recipients that a program gives one by one: the names of their values are the columns.</summary>
internal static class RecipientObjects
{
    /// <summary>Makes a list of them; the first is row 1.</summary>
    public static RecipientListReading Of(IReadOnlyList<IReadOnlyDictionary<string, string?>?> recipients)
    {
        if (recipients.Count == 0)
        {
            return Refused(new LocalizedText("There are no recipients.", "Saajaid ei ole."));
        }

        var headers = recipients.OfType<IReadOnlyDictionary<string, string?>>().SelectMany(one => one.Keys).Distinct(StringComparer.Ordinal).Take(RecipientFile.MostColumns + 1).ToArray();
        var columns = new RecipientColumns(headers);
        List<LocalizedText> faults = [];
        if (headers.Length > RecipientFile.MostColumns)
        {
            faults.Add(new LocalizedText(
                $"The recipients have more than {RecipientFile.MostColumns} different values; at most so many are read.", $"Saajatel on üle {RecipientFile.MostColumns} erineva väärtuse; rohkem ei loeta."));
        }

        if (columns.Address < 0)
        {
            faults.Add(new LocalizedText(
                $"No recipient has an address; call it {RecipientColumns.AddressHeaders}.", $"Ühelgi saajal ei ole aadressi; selle nimi on {RecipientColumns.AddressHeaders}."));
        }

        faults.AddRange(columns.Repeated.Select(name => new LocalizedText(
            $"More than one name is \"{name}\" in the letter; give each value a name of its own.", $"Mitu nime on kirjas „{name}“; andke igale väärtusele oma nimi.")));
        return faults.Count > 0 ? Refused([.. faults]) : new RecipientListReading(new RecipientList(columns, [], Rows(recipients, headers).ToAsyncEnumerable()), []);
    }

    private static IEnumerable<RecipientRow> Rows(IReadOnlyList<IReadOnlyDictionary<string, string?>?> recipients, string[] headers)
    {
        for (var i = 0; i < recipients.Count; i++)
        {
            var cells = Array.ConvertAll(headers, header => recipients[i]?.GetValueOrDefault(header)?.Trim() ?? "");
            yield return new RecipientRow(i + 1, cells, RecipientFile.Unreadable(cells) ?? TooLong(cells));
        }
    }

    private static MailFault? TooLong(string[] cells) => cells.Any(cell => cell.Length > RecipientFile.LongestCell)
        ? new MailFault("row", "row-cells", new LocalizedText(
            $"A value of this recipient is longer than {RecipientFile.LongestCell} characters; shorten it.", $"Selle saaja väärtus on pikem kui {RecipientFile.LongestCell} märki; lühenda seda."))
        : null;

    private static RecipientListReading Refused(params LocalizedText[] faults) => new(null, faults);
}
