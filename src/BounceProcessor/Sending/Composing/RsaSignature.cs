using System.Security.Cryptography;

using Org.BouncyCastle.Crypto;

namespace BounceProcessor.Sending.Composing;

/// <summary>One rsa-sha256 signature, made by the system's own library: BouncyCastle takes several times as long.</summary>
internal sealed class RsaSignature(RSAParameters key) : ISigner
{
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    /// <inheritdoc/>
    public string AlgorithmName => "SHA-256withRSA";

    /// <inheritdoc/>
    public void Init(bool forSigning, ICipherParameters parameters) => Reset();

    /// <inheritdoc/>
    public void Update(byte input) => _hash.AppendData([input]);

    /// <inheritdoc/>
    public void BlockUpdate(byte[] input, int inOff, int inLen) => _hash.AppendData(input, inOff, inLen);

    /// <inheritdoc/>
    public void BlockUpdate(ReadOnlySpan<byte> input) => _hash.AppendData(input);

    /// <inheritdoc/>
    public int GetMaxSignatureSize() => key.Modulus?.Length ?? 0;

    /// <inheritdoc/>
    public byte[] GenerateSignature()
    {
        // A key object is not for several threads at once, and making one costs little beside signing.
        using var rsa = RSA.Create(key);
        return rsa.SignHash(_hash.GetHashAndReset(), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
    }

    /// <inheritdoc/>
    public bool VerifySignature(byte[] signature) => throw new NotSupportedException("This key signs; who receives the mail verifies.");

    /// <inheritdoc/>
    public void Reset() => _hash.GetHashAndReset();
}
