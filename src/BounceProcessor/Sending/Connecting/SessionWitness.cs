using System.Text;

using MailKit;

namespace BounceProcessor.Sending.Connecting;

/// <summary>Hears the first words of a server, which tell what kind of a port it is; hands everything on to a transcript where there is one.</summary>
/// <param name="transcript">Where to; <see langword="null"/> for nowhere.</param>
internal sealed class SessionWitness(IProtocolLogger? transcript) : IProtocolLogger
{
    private const int Longest = 400;

    private readonly StringBuilder _first = new();

    /// <summary>The server's first words, at most 400 characters; empty while it has said nothing.</summary>
    public string FirstWords => _first.ToString();

    /// <summary>The last challenge of an unfinished AUTH was the last thing it said.</summary>
    public bool IsChallenging { get; private set; }

    /// <inheritdoc/>
    public IAuthenticationSecretDetector? AuthenticationSecretDetector { get; set; }

    public void LogConnect(Uri uri) => transcript?.LogConnect(uri);

    public void LogClient(byte[] buffer, int offset, int count) => transcript?.LogClient(buffer, offset, count);

    public void LogServer(byte[] buffer, int offset, int count)
    {
        if (_first.Length < Longest)
        {
            _first.Append(Encoding.Latin1.GetString(buffer, offset, Math.Min(count, Longest - _first.Length)));
        }

        IsChallenging = count > 2 && buffer.AsSpan(offset, 3).SequenceEqual("334"u8);
        transcript?.LogServer(buffer, offset, count);
    }

    public void Dispose() => transcript?.Dispose();
}
