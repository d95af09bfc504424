namespace BounceProcessor.Senders;

/// <summary>The mail settings in force for one user, each with the place it comes from.</summary>
public sealed record EffectiveSettings
{
    /// <summary>Code of the company.</summary>
    public required string Company { get; init; }

    /// <summary>Code of the user who sends.</summary>
    public required string User { get; init; }

    /// <summary>Name of the user, shown to receivers; <see langword="null"/> when the card has none.</summary>
    public required string? Name { get; init; }

    /// <summary>The user's own e-mail.</summary>
    public required string Email { get; init; }

    /// <summary>How the mail leaves.</summary>
    public required Setting<SenderMode> Mode { get; init; }

    /// <summary>Host name of the sending server.</summary>
    public required Setting<string> Host { get; init; }

    /// <summary>Port of the sending server.</summary>
    public required Setting<int> Port { get; init; }

    /// <summary>How the connection is encrypted.</summary>
    public required Setting<SubmissionTls> Tls { get; init; }

    /// <summary>Whether and how the server is signed in to.</summary>
    public required SubmissionSignIn SignIn { get; init; }

    /// <summary>User name of the sign-in; <see langword="null"/> without one.</summary>
    public required Setting<string>? Username { get; init; }

    /// <summary>On whose card the password stands; <see langword="null"/> without one. The value itself is fetched when a connection is opened.</summary>
    public required SettingSource? Password { get; init; }

    /// <summary>The server is not the operator's: this alone allows mass mail without the module.</summary>
    public bool IsOwnServer => Mode.Value == SenderMode.Microsoft365Oauth || (Mode.Value == SenderMode.Smtp && !IsOperatorServer);

    /// <summary>The host is the operator's, whatever the mode.</summary>
    public required bool IsOperatorServer { get; init; }

    /// <summary>
    /// What limits, connections and rests are counted by: <c>smtp.example.org:587 user@example.org firmanimi</c>. The company is in it where the sign-in is its
    /// own: nobody's mail leaves by another company's connection, though both name the same user.
    /// </summary>
    public string ServerKey => Username is not { } username ? $"{Host.Value}:{Port.Value}"
        : Password is { User: null } && SignIn == SubmissionSignIn.Password ? $"{Host.Value}:{Port.Value} {username.Value}"
        : $"{Host.Value}:{Port.Value} {username.Value} {Company}";
}
