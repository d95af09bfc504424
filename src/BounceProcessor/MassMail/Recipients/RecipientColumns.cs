using System.Globalization;
using System.Text;

namespace BounceProcessor.MassMail.Recipients;

/// <summary>The columns of a list of recipients: what each is called in templates, and which ones say something of their own.</summary>
public sealed class RecipientColumns
{
    private static readonly string[] AddressNames = ["address", "email", "e_mail", "mail", "e_post", "epost", "meil", "aadress", "meiliaadress"];
    private static readonly string[] NameNames = ["name", "nimi"];
    private static readonly string[] CustomerNames = ["customer", "customer_code", "klient", "kliendikood", "kliendi_kood"];
    private static readonly string[] DocumentNames = ["document", "dokument", "invoice", "arve", "arve_number", "arve_nr"];
    private static readonly string[] AttachmentNames = ["attachment", "attachments", "file", "manus", "manused", "fail"];

    /// <param name="headers">As written in the list.</param>
    public RecipientColumns(IReadOnlyList<string> headers)
    {
        Headers = headers;
        Names = [.. headers.Select(NameOf)];
        Address = Find(AddressNames);
        Name = Find(NameNames);
        Customer = Find(CustomerNames);
        Document = Find(DocumentNames);
        Attachment = Find(AttachmentNames);
    }

    /// <summary>The headers as written.</summary>
    public IReadOnlyList<string> Headers { get; }

    /// <summary>What each column is called in templates: <c>Kliendi nimi</c> is <c>kliendi_nimi</c>.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>Where the address stands; -1 when no column has it.</summary>
    public int Address { get; }

    /// <summary>Where the display name stands; -1 when no column has it.</summary>
    public int Name { get; }

    /// <summary>Where the customer's code stands; -1 when no column has it.</summary>
    public int Customer { get; }

    /// <summary>Where the document stands; -1 when no column has it.</summary>
    public int Document { get; }

    /// <summary>Where the names of the row's own files stand, parted by <c>|</c>; -1 when no column has them.</summary>
    public int Attachment { get; }

    /// <summary>The headers that people may write for an address, for messages.</summary>
    public static string AddressHeaders => "address, email, e-post, aadress";

    /// <summary>The names that more than one column has.</summary>
    public IEnumerable<string> Repeated => Names.GroupBy(name => name).Where(group => group.Count() > 1).Select(group => group.Key);

    /// <summary>A header as templates write it: lower case, Estonian letters without their dots, anything else than letters and digits as <c>_</c>.</summary>
    public static string NameOf(string header)
    {
        var name = new StringBuilder(header.Length);
        foreach (var letter in header.Trim().Normalize(NormalizationForm.FormD).ToLowerInvariant())
        {
            if (char.IsAsciiLetterOrDigit(letter))
            {
                name.Append(letter);
            }
            else if (CharUnicodeInfo.GetUnicodeCategory(letter) != UnicodeCategory.NonSpacingMark && name is not [.., '_'])
            {
                name.Append('_');
            }
        }

        var trimmed = name.ToString().Trim('_');
        return trimmed.Length == 0 || char.IsAsciiDigit(trimmed[0]) ? "column_" + trimmed : trimmed;
    }

    private int Find(string[] names)
    {
        foreach (var name in names)
        {
            for (var i = 0; i < Names.Count; i++)
            {
                if (Names[i] == name)
                {
                    return i;
                }
            }
        }

        return -1;
    }
}
