namespace BounceProcessor.Senders;

/// <summary>The mail settings of one user, as they stand on the card. <see langword="null"/> is not filled in, and is taken from the base user.</summary>
public sealed record UserCard
{
    /// <summary>Code of the company.</summary>
    public required string Company { get; init; }

    /// <summary>Code of the user within the company; upper and lower case are the same.</summary>
    public required string Code { get; init; }

    /// <summary>The user's name, shown to receivers.</summary>
    public string? Name { get; init; }

    /// <summary>The user's e-mail; without it nothing can be sent.</summary>
    public string? Email { get; init; }

    /// <summary><i>Meili saatja</i>; <see langword="null"/>: as the base user, else Directo.</summary>
    public SenderMode? Mode { get; init; }

    /// <summary>Host name of the sending server.</summary>
    public string? Host { get; init; }

    /// <summary>Port of the sending server, 1 to 65535.</summary>
    public int? Port { get; init; }

    /// <summary>How the connection is encrypted.</summary>
    public SubmissionTls? Tls { get; init; }

    /// <summary>User name of the sign-in.</summary>
    public string? Username { get; init; }

    /// <summary>A password is stored. It is written only, never shown.</summary>
    public bool HasPassword { get; init; }

    /// <summary>The server the password was entered for; <see langword="null"/> without a password, or when no server was in force then and none got it yet.</summary>
    public string? PasswordHost { get; init; }

    /// <summary>Language of what is written to this user: <c>en</c> or <c>et</c>.</summary>
    public string Language { get; init; } = "et";
}
