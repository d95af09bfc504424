using BounceProcessor.Companies;

namespace BounceProcessor.Senders;

/// <summary>What a user card must be to be saved. Whether mail can be sent with it is for <see cref="EffectiveSettingsRule"/> to say.</summary>
internal static class UserCardRule
{
    private const int Longest = 254;
    private const int LongestPassword = 1024;

    /// <summary>The card as it is stored: trimmed, and nothing instead of empty texts.</summary>
    public static UserCard Tidy(UserCard card) => card with
    {
        Company = card.Company.ToLowerInvariant(),
        Code = card.Code.Trim(),
        Name = Text(card.Name),
        Email = Text(card.Email),
        Host = Text(card.Host)?.ToLowerInvariant(),
        Username = Text(card.Username),
    };

    /// <summary>Every fault of a tidy card.</summary>
    public static IReadOnlyList<SettingFault> Faults(UserCard card, PasswordChange password) =>
        [.. Identity(card), .. Server(card), .. Password(card, password)];

    private static IEnumerable<SettingFault> Identity(UserCard card)
    {
        if (!UserCode.Is(card.Code))
        {
            yield return new("code-invalid", "code", card.Code, new(
                $"The code \"{card.Code}\" cannot be used; write 1 to 64 characters without blanks and without /\\?#%\"<>.",
                $"Koodi \"{card.Code}\" ei saa kasutada; kirjutage 1 kuni 64 märki ilma tühikute ja märkideta /\\?#%\"<>."));
        }

        if (!IsLine(card.Name))
        {
            yield return TooLong("name");
        }

        if (card.Email is { } email && AddressKey.Of(email) is null)
        {
            yield return new("email-invalid", "email", email, new(
                $"\"{email}\" is no e-mail address; write one address, such as mari@firmanimi.example.",
                $"\"{email}\" ei ole e-posti aadress; kirjutage üks aadress, näiteks mari@firmanimi.example."));
        }

        if (card.Language is not ("en" or "et"))
        {
            yield return new("language-invalid", "language", card.Language, new(
                $"The language is \"{card.Language}\"; write en or et.", $"Keel on \"{card.Language}\"; kirjutage en või et."));
        }
    }

    private static IEnumerable<SettingFault> Server(UserCard card)
    {
        if (card.Host is { } host && !ServerName.Is(host))
        {
            yield return new("host-invalid", "host", host, new(
                $"\"{host}\" is no host name; write the name of the server alone, such as smtp.example.org, and the port beside it.",
                $"\"{host}\" ei ole serveri nimi; kirjutage ainult serveri nimi, näiteks smtp.example.org, ja port selle kõrvale."));
        }

        if (card.Port is < 1 or > 65535)
        {
            yield return new("port-invalid", "port", $"{card.Port}", new(
                $"The port is {card.Port}; write a number from 1 to 65535, usually 465 or 587.", $"Port on {card.Port}; kirjutage arv 1 kuni 65535, enamasti 465 või 587."));
        }

        if (!IsLine(card.Username))
        {
            yield return TooLong("username");
        }
    }

    private static IEnumerable<SettingFault> Password(UserCard card, PasswordChange password)
    {
        if (password.Text is { } text && (text.Length is 0 or > LongestPassword || text.Any(char.IsControl)))
        {
            yield return new("password-invalid", "password", null, new(
                $"The password is empty, longer than {LongestPassword} characters or has a line break; it was not stored. Enter it again.",
                $"Parool on tühi, pikem kui {LongestPassword} märki või sisaldab reavahetust; seda ei salvestatud. Sisestage see uuesti."));
        }
        else if (password.Text is not null && card.Username is null)
        {
            yield return new("username-missing", "username", null, new(
                "A password was entered without a user name, and a password is never used with another card's user name. Fill in the user name, usually the e-mail address.",
                "Parool sisestati ilma kasutajanimeta, aga parooli ei kasutata kunagi teise kaardi kasutajanimega. Täitke kasutajanimi, enamasti e-posti aadress."));
        }
    }

    private static SettingFault TooLong(string key) => new($"{key}-invalid", key, null, new(
        $"This is longer than {Longest} characters or has a line break; shorten it to one line.", $"See on pikem kui {Longest} märki või sisaldab reavahetust; lühendage üheks reaks."));

    private static bool IsLine(string? text) => text is null || (text.Length <= Longest && !text.Any(char.IsControl));

    private static string? Text(string? text) => text?.Trim() is { Length: > 0 } trimmed ? trimmed : null;
}
