using System.Security.Cryptography;

using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace BounceProcessor.Host.Access;

/// <summary>Names and passwords. A stranger learns nothing from an answer: unknown name, wrong password and waiting account look the same and take the same time.</summary>
internal sealed class PasswordSignIn(UserStore users, TimeProvider time)
{
    /// <summary>Name of the only user so far.</summary>
    public const string Administrator = "admin";

    /// <summary>A refusal takes at least this long; well above the time of one hash and one write.</summary>
    private static readonly TimeSpan RefusalTime = TimeSpan.FromMilliseconds(700);

    // OWASP's figure for PBKDF2 with HMAC-SHA512.
    private static readonly PasswordHasher<string> Hasher = new(Options.Create(new PasswordHasherOptions { IterationCount = 210_000 }));

    private static readonly User Nobody = new()
    {
        Id = 0,
        Name = "",
        PasswordHash = Hash(RandomNumberGenerator.GetHexString(32)),
        SecurityStamp = "",
    };

    /// <summary>Checks a name and a password.</summary>
    /// <returns><see langword="null"/> for every refusal.</returns>
    public async Task<User?> TryAsync(string name, string password, CancellationToken cancellationToken)
    {
        var refusal = Task.Delay(RefusalTime, time, cancellationToken);
        var user = await users.BeginAttemptAsync(name, cancellationToken);
        if (!Matches(user ?? Nobody, password) || user is null)
        {
            await refusal;
            return null;
        }

        await users.ClearAttemptsAsync(user.Id, cancellationToken);
        return user;
    }

    /// <summary>Gives the administrator the first password.</summary>
    /// <returns><see langword="null"/> when there is one already.</returns>
    public Task<User?> SetFirstAsync(string password, CancellationToken cancellationToken) =>
        users.AddFirstAsync(Administrator, Hash(password), NewStamp(), cancellationToken);

    /// <summary>Changes a password; all sessions that began with the old one end.</summary>
    /// <returns><see langword="null"/> when the old password is wrong or the account has to wait.</returns>
    public async Task<User?> ChangeAsync(string name, string oldPassword, string newPassword, CancellationToken cancellationToken) =>
        await TryAsync(name, oldPassword, cancellationToken) is { } user
            ? await users.ChangePasswordAsync(user, Hash(newPassword), NewStamp(), cancellationToken)
            : null;

    private static bool Matches(User user, string password) =>
        Hasher.VerifyHashedPassword(user.Name, user.PasswordHash, password.Length > PasswordRule.MaximumLength ? "" : password)
            is not PasswordVerificationResult.Failed;

    private static string Hash(string password) => Hasher.HashPassword("", password);

    private static string NewStamp() => RandomNumberGenerator.GetHexString(32, lowercase: true);
}
