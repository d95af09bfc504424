namespace BounceProcessor.Host.Access;

/// <summary>Someone who may sign in.</summary>
internal sealed record User
{
    public required long Id { get; init; }

    public required string Name { get; init; }

    public required string PasswordHash { get; init; }

    /// <summary>Changes with the password; a session that carries another one has ended.</summary>
    public required string SecurityStamp { get; init; }
}
