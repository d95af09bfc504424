using BounceProcessor.Diagnosis;

namespace BounceProcessor.Senders;

/// <summary>A row of the table user_cards, without the password.</summary>
internal sealed record UserCardRow
{
    public required string Company { get; init; }

    public required string UserCode { get; init; }

    public string? Name { get; init; }

    public string? Email { get; init; }

    public string? Mode { get; init; }

    public string? Host { get; init; }

    public long? Port { get; init; }

    public string? Tls { get; init; }

    public string? Username { get; init; }

    public bool HasPassword { get; init; }

    public string? PasswordHost { get; init; }

    public required string Language { get; init; }

    public string UserKey => UserCode.ToLowerInvariant();

    /// <summary>As it is stored.</summary>
    public static UserCardRow Of(UserCard card) => new()
    {
        Company = card.Company.ToLowerInvariant(),
        UserCode = card.Code,
        Name = card.Name,
        Email = card.Email,
        Mode = card.Mode?.ToCode(),
        Host = card.Host,
        Port = card.Port,
        Tls = card.Tls?.ToCode(),
        Username = card.Username,
        Language = card.Language,
    };

    /// <summary>What the history compares; names as the command line writes them.</summary>
    public Dictionary<string, string?> Fields(bool hasPassword) => new()
    {
        ["user"] = UserCode,
        ["name"] = Name,
        ["email"] = Email,
        ["mode"] = Mode,
        ["host"] = Host,
        ["port"] = Port?.ToString(System.Globalization.CultureInfo.InvariantCulture),
        ["tls"] = Tls,
        ["username"] = Username,
        ["password"] = hasPassword ? "set" : null,
        ["language"] = Language,
    };

    /// <summary>The card.</summary>
    public UserCard Card() => new()
    {
        Company = Company,
        Code = UserCode,
        Name = Name,
        Email = Email,
        Mode = Codes.Parse<SenderMode>(Mode),
        Host = Host,
        Port = (int?)Port,
        Tls = Codes.Parse<SubmissionTls>(Tls),
        Username = Username,
        HasPassword = HasPassword,
        PasswordHost = PasswordHost,
        Language = Language,
    };
}
