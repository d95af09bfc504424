namespace BounceProcessor.Host.Api;

/// <summary>The mail settings of one user. What is left out is not filled in, and is taken from the base user.</summary>
public sealed record UserSubmission
{
    /// <summary>The user's name, shown to receivers.</summary>
    public string? Name { get; init; }

    /// <summary>The user's e-mail; without it nothing can be sent.</summary>
    public string? Email { get; init; }

    /// <summary>How mail leaves: directo, smtp, microsoft365-oauth or directo-reply-to.</summary>
    public string? Mode { get; init; }

    /// <summary>Host name of the sending server.</summary>
    public string? Host { get; init; }

    /// <summary>Port of the sending server.</summary>
    public int? Port { get; init; }

    /// <summary>none, start-tls or ssl-on-connect.</summary>
    public string? Tls { get; init; }

    /// <summary>User name of the sign-in.</summary>
    public string? Username { get; init; }

    /// <summary>A new password; it is never given back. Left out, the one before stays unless host or username change; an empty one removes it.</summary>
    public string? Password { get; init; }

    /// <summary>en or et; et when it is left out.</summary>
    public string? Language { get; init; }
}
