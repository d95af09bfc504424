using BounceProcessor.Diagnosis;

namespace BounceProcessor.Sending.Composing;

/// <summary>Collects all that is wrong with a request.</summary>
internal sealed class MailFaults
{
    private const int LongestQuote = 120;

    private readonly List<MailFault> _faults = [];

    /// <summary>What was found, in the order of the request.</summary>
    public IReadOnlyList<MailFault> All => _faults;

    /// <summary>A value as a message shows it: no line ends, nothing that turns or hides, and not too long.</summary>
    public static string Quote(string? text)
    {
        var line = new string([.. (text ?? "").Take(LongestQuote).Select(letter => char.IsControl(letter) || char.IsSurrogate(letter) || OneLine.WrongSign(letter.ToString()) is not null ? '\ufffd' : letter)]);
        return text?.Length > LongestQuote ? $"\"{line}…\"" : $"\"{line}\"";
    }

    /// <summary>Adds one.</summary>
    /// <param name="field">Which part of the request.</param>
    /// <param name="code">For programs.</param>
    /// <param name="en">What is wrong, with which value, and what to do.</param>
    /// <param name="et">The same in Estonian.</param>
    public void Add(string field, string code, string en, string et) => _faults.Add(new MailFault(field, code, new LocalizedText(en, et)));

    /// <summary>Reads an address, or adds why it is none.</summary>
    /// <returns><see langword="null"/> when it is none.</returns>
    public EnvelopeAddress? Address(string field, string? text)
    {
        if (EnvelopeAddress.TryRead(text, out var address, out var problem))
        {
            return address;
        }

        var (en, et) = problem switch
        {
            AddressProblem.Empty => ("There is no address; write one, such as mari@example.org.", "Aadress puudub; kirjutage see, näiteks mari@example.org."),
            AddressProblem.At => ("it has to be one @ with something before and behind it", "selles peab olema üks @, mille ees ja taga on midagi"),
            AddressProblem.Letter => ("it has a sign that no address may have there; write the address alone, without name, blanks and brackets", "selles on märk, mida aadressis seal olla ei tohi; kirjutage ainult aadress, ilma nime, tühikute ja sulgudeta"),
            AddressProblem.Domain => ("what stands behind the @ is no domain", "@ järel ei ole domeeni"),
            _ => ("it is longer than an address can be: 64 bytes before the @, 254 in all", "see on pikem, kui aadress olla saab: 64 baiti enne märki @, 254 kokku"),
        };
        Add(field, "address-invalid",
            problem == AddressProblem.Empty ? en : $"{Quote(text)} is no e-mail address: {en}. Correct it.",
            problem == AddressProblem.Empty ? et : $"{Quote(text)} ei ole e-posti aadress: {et}. Parandage see.");
        return null;
    }

    /// <summary>As <see cref="Line"/>, for names: nothing in them may look encoded, because mail programs would decode it.</summary>
    public void Name(string field, string? name, int longest)
    {
        Line(field, name, longest);
        if (name?.Contains(EncodedWords.Mark, StringComparison.Ordinal) == true)
        {
            Add(field, "text-invalid",
                $"{Quote(name)} holds \"{EncodedWords.Mark}\": mail programs would decode it and show another name. Write the name as it is read.",
                $"Nimes {Quote(name)} on \"{EncodedWords.Mark}\": meiliprogrammid dekodeeriksid selle ja näitaksid teist nime. Kirjutage nimi nii, nagu seda loetakse.");
        }
    }

    /// <summary>Adds why a text cannot stand in one line, if it cannot.</summary>
    /// <param name="field">Which part of the request.</param>
    /// <param name="text">The text; <see langword="null"/> is in order.</param>
    /// <param name="longest">Letters at most.</param>
    public void Line(string field, string? text, int longest)
    {
        if (text is null)
        {
            return;
        }

        if (OneLine.WrongSign(text) is { } sign)
        {
            Add(field, "text-invalid",
                $"{Quote(text)} holds the sign {sign}, which ends a line, or turns or hides what follows. Write it in one line of plain text.",
                $"Tekstis {Quote(text)} on märk {sign}, mis lõpetab rea või pöörab või peidab järgneva. Kirjutage see ühe reana tavalist teksti.");
        }

        if (text.Length > longest)
        {
            Add(field, "too-long",
                $"{Quote(text)} has {text.Length} letters; at most {longest} are possible. Shorten it.",
                $"Tekstis {Quote(text)} on {text.Length} tähte; võib olla kuni {longest}. Lühendage seda.");
        }
    }

    /// <summary>Adds what the body of a mail may not hold, if it does.</summary>
    public void Text(string field, string? text)
    {
        if (text is not null && OneLine.WrongSignInText(text) is { } sign)
        {
            Add(field, "text-invalid",
                $"The text holds the sign {sign}, which is no text. Remove it.",
                $"Tekstis on märk {sign}, mis ei ole tekst. Eemaldage see.");
        }
    }
}
