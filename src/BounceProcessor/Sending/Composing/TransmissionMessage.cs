using BounceProcessor.Diagnosis.Reading;
using BounceProcessor.Sending.Records;

namespace BounceProcessor.Sending.Composing;

/// <summary>Makes of a stored mail what one transmission sends.</summary>
internal sealed class TransmissionMessage(DkimSignatures signatures)
{
    /// <summary>Bytes that a mail grows by at most when it is sent: token and signature.</summary>
    public const int AddedBytes = 2048;

    /// <summary>The mail with the header that carries the token, and with a DKIM signature where there is a key for its domain.</summary>
    /// <param name="content">From <see cref="ComposedMail.Content"/>; it may not be changed while the result is in use.</param>
    /// <param name="transmission">Which one.</param>
    public StoredMessage Load(ReadOnlyMemory<byte> content, Transmission transmission)
    {
        var signature = signatures.Of(content, transmission.EnvelopeSender);
        return StoredMessage.Of($"{OriginalMessage.TokenHeader}: {transmission.Token}\r\n{signature}", content);
    }
}
