using BounceProcessor.Diagnosis;

namespace BounceProcessor.Senders;

/// <summary>What is known of a provider's sending server.</summary>
public sealed record SubmissionProvider
{
    /// <summary>For programs: <c>gmail</c>.</summary>
    public required string Code { get; init; }

    /// <summary>As people know it.</summary>
    public required LocalizedText Name { get; init; }

    /// <summary>The mode that suits it.</summary>
    public required SenderMode Mode { get; init; }

    /// <summary>Host name of its sending server; <see langword="null"/>: to be asked for.</summary>
    public string? Host { get; init; }

    /// <summary>Port of that server.</summary>
    public int? Port { get; init; }

    /// <summary>How that server wants its connection encrypted.</summary>
    public SubmissionTls? Tls { get; init; }

    /// <summary>What a person has to do, in order.</summary>
    public IReadOnlyList<LocalizedText> Steps { get; init; } = [];

    /// <summary>What is to be known of signing in with a password; <see langword="null"/> for nothing.</summary>
    public LocalizedText? PasswordWarning { get; init; }

    /// <summary>Domains of mail addresses that are this provider's own.</summary>
    public IReadOnlyList<string> Domains { get; init; } = [];

    /// <summary>How the names of the mail servers (MX) of domains end that it hosts.</summary>
    public IReadOnlyList<string> MailServers { get; init; } = [];

    /// <summary>Its passwords for programs are 16 letters, often written in four groups.</summary>
    public bool HasAppPasswords { get; init; }

    /// <summary>A card with this provider's mode and server; where the mode brings the server along, or it is to be asked for, none stands on the card.</summary>
    public UserCard FillIn(UserCard card) => Mode == SenderMode.Smtp
        ? card with { Mode = Mode, Host = Host, Port = Port, Tls = Tls }
        : card with { Mode = Mode, Host = null, Port = null, Tls = null };

    /// <summary>The provider of a sending server.</summary>
    public static SubmissionProvider? OfHost(string host) =>
        SubmissionProviders.All.FirstOrDefault(provider => host.Equals(provider.Host, StringComparison.OrdinalIgnoreCase));
}
