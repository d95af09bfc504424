using System.Data.Common;

using Microsoft.Extensions.Options;

namespace BounceProcessor.Tokens;

/// <summary>Makes and checks the tokens by which a bounce finds the mail that it is about. Safe for many threads.</summary>
internal sealed class SignedTokens(TokenKeys keys, IOptions<TokenOptions> options, TimeProvider time)
{
    /// <summary>Makes sure that there is a key to sign with. To be called before the transaction in which tokens are made, because it may write; cheap.</summary>
    /// <exception cref="DbException">The database refused it.</exception>
    public Task PrepareAsync(CancellationToken cancellationToken) => keys.PrepareAsync(cancellationToken);

    /// <summary>Makes a token: 31 lower case letters and digits.</summary>
    /// <param name="kind">What the number counts.</param>
    /// <param name="company">Code of the company.</param>
    /// <param name="id">0 to <see cref="TokenText.LargestId"/>.</param>
    /// <exception cref="InvalidOperationException"><see cref="PrepareAsync"/> was never called on this database.</exception>
    public string Issue(TokenKind kind, string company, long id)
    {
        var key = keys.Signing();
        var today = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);
        return TokenText.Write(new TokenReading(TokenState.Valid, kind, id, today, TokenText.CompanyMark(company)), key.Number, key.Secret);
    }

    /// <summary>Reads a token: alone, in an envelope address, however wrapped, or as the left part of a Message-ID.</summary>
    public TokenReading Read(string? text)
    {
        if (text is null || TokenText.Find(text) is not { } token)
        {
            return TokenReading.None;
        }

        if (!TokenText.TryRead(token, out var parts, out var keyName))
        {
            return TokenReading.None with { State = TokenState.Forged };
        }

        var candidates = keys.Find(keyName);
        if (candidates.FirstOrDefault(key => key.Secret is { } secret && TokenText.IsSignedWith(token, secret)) is { } signer)
        {
            return parts with { State = IsOver(parts, signer) ? TokenState.Expired : TokenState.Valid };
        }

        return candidates.Any(key => key.Secret is null) ? TokenReading.None : parts;
    }

    private bool IsOver(TokenReading parts, TokenKey signer)
    {
        var now = time.GetUtcNow();
        var issued = new DateTimeOffset(parts.IssuedOn, TimeOnly.MinValue, TimeSpan.Zero);
        return signer.VerifiesUntil <= now || issued + TimeSpan.FromDays(1) + options.Value.ValidFor <= now;
    }
}
