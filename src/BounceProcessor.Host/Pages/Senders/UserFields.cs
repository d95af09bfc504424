using System.Globalization;

using BounceProcessor.Diagnosis;
using BounceProcessor.Senders;

namespace BounceProcessor.Host.Pages.Senders;

/// <summary>The form of a user card as it is being filled in.</summary>
internal sealed class UserFields
{
    public string Code { get; set; } = "";

    public string Name { get; set; } = "";

    public string Email { get; set; } = "";

    public string Mode { get; set; } = "";

    public string Host { get; set; } = "";

    public string Port { get; set; } = "";

    public string Tls { get; set; } = "";

    public string Username { get; set; } = "";

    /// <summary>A new password; empty to keep the one before. What is stored is never here.</summary>
    public string Password { get; set; } = "";

    public bool RemovePassword { get; set; }

    public string Language { get; set; } = "et";

    /// <summary>The form of a card that is there, or of a new one.</summary>
    public static UserFields Of(UserCard card) => new()
    {
        Code = card.Code,
        Name = card.Name ?? "",
        Email = card.Email ?? "",
        Mode = card.Mode?.ToCode() ?? "",
        Host = card.Host ?? "",
        Port = card.Port?.ToString(CultureInfo.InvariantCulture) ?? "",
        Tls = card.Tls?.ToCode() ?? "",
        Username = card.Username ?? "",
        Language = card.Language,
    };

    /// <summary>What becomes of the password.</summary>
    public PasswordChange PasswordChange() => (RemovePassword, Password.Length) switch
    {
        (true, _) => BounceProcessor.Senders.PasswordChange.Remove,
        (_, > 0) => BounceProcessor.Senders.PasswordChange.To(Password),
        _ => BounceProcessor.Senders.PasswordChange.Keep,
    };

    /// <summary>The card as the form says; a port that is no number is 0, which is refused.</summary>
    public UserCard Card(string company) => new()
    {
        Company = company,
        Code = Code,
        Name = Name,
        Email = Email,
        Mode = Codes.Parse<SenderMode>(Mode),
        Host = Host,
        Port = Port.Trim().Length == 0 ? null : int.TryParse(Port, CultureInfo.InvariantCulture, out var port) ? port : 0,
        Tls = Codes.Parse<SubmissionTls>(Tls),
        Username = Username,
        Language = Language,
    };

    /// <summary>Puts mode and server of a provider into the form.</summary>
    public void FillIn(SubmissionProvider provider)
    {
        var filled = provider.FillIn(Card(""));
        Mode = filled.Mode?.ToCode() ?? "";
        Host = filled.Host ?? "";
        Port = filled.Port?.ToString(CultureInfo.InvariantCulture) ?? "";
        Tls = filled.Tls?.ToCode() ?? "";
        if (Username.Length == 0 && filled.Mode == SenderMode.Smtp)
        {
            Username = Email;
        }
    }
}
