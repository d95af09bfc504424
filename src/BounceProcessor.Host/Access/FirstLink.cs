using System.Security.Cryptography;
using System.Text;

namespace BounceProcessor.Host.Access;

/// <summary>The one-time link that sets the administrator's password: a token, new at each start, of which only the hash is kept.</summary>
internal sealed class FirstLink
{
    private readonly Lock _lock = new();
    private byte[]? _hash;

    /// <summary>Makes a new token; an earlier one no longer opens anything.</summary>
    public string Renew()
    {
        var token = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));
        lock (_lock)
        {
            _hash = HashOf(token);
        }

        return token;
    }

    /// <summary>Whether the token is the current one and still unused.</summary>
    public bool Opens(string? token)
    {
        lock (_lock)
        {
            return token is not null && _hash is not null && CryptographicOperations.FixedTimeEquals(HashOf(token), _hash);
        }
    }

    /// <summary>Ends the link: somebody has a password now.</summary>
    public void Burn()
    {
        lock (_lock)
        {
            _hash = null;
        }
    }

    private static byte[] HashOf(string token) => SHA256.HashData(Encoding.UTF8.GetBytes(token));
}
