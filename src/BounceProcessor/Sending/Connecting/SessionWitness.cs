using System.Globalization;
using System.Text;

using BounceProcessor.MailServers;

using MailKit;

namespace BounceProcessor.Sending.Connecting;

/// <summary>
/// Hears what a server says until somebody is signed in: MailKit's exceptions do not tell what kind of a port it is, or that AUTH ended in the middle.
/// Hands everything on to a transcript where there is one.
/// </summary>
/// <param name="transcript">Where to; <see langword="null"/> for nowhere.</param>
internal sealed class SessionWitness(IProtocolLogger? transcript) : IProtocolLogger
{
    private const int Longest = 4096;

    private readonly StringBuilder _first = new();
    private readonly StringBuilder _reply = new();
    private string _rest = "";
    private bool _isDataNext;

    /// <summary>The server's first words, on one line; empty while it has said nothing.</summary>
    public string FirstWords => TextLine.Of(_first.ToString());

    /// <summary>The last reply that was heard whole; null before the first.</summary>
    public ServerReply? LastReply { get; private set; }

    /// <summary>A challenge (334, RFC 4954, section 4) was the last thing it said: AUTH is in the middle.</summary>
    public bool IsChallenging => LastReply?.Code == 334;

    /// <summary>What the last challenge says behind its base64: <c>Username:</c>, or the fields of a JSON object; empty when there was none or it is not text.</summary>
    public string Challenge { get; private set; } = "";

    /// <summary>False once somebody is signed in.</summary>
    public bool IsListening { get; set; } = true;

    /// <summary>Called once, when DATA has left and its answer has not come.</summary>
    public Action? DataLeft { get; set; }

    /// <inheritdoc/>
    public IAuthenticationSecretDetector? AuthenticationSecretDetector { get; set; }

    public void LogConnect(Uri uri) => transcript?.LogConnect(uri);

    public void LogClient(byte[] buffer, int offset, int count)
    {
        transcript?.LogClient(buffer, offset, count);
        _isDataNext = DataLeft is not null && buffer.AsSpan(offset, count).SequenceEqual("DATA\r\n"u8);
    }

    /// <summary>What the client said has left, and an answer is waited for.</summary>
    public void HasLeft()
    {
        if (_isDataNext && DataLeft is { } dataLeft)
        {
            DataLeft = null;
            dataLeft();
        }
    }

    public void LogServer(byte[] buffer, int offset, int count)
    {
        transcript?.LogServer(buffer, offset, count);
        if (!IsListening)
        {
            return;
        }

        var text = Encoding.UTF8.GetString(buffer, offset, count);
        if (_first.Length < Longest)
        {
            _first.Append(text);
        }

        var lines = (_rest + text).Split('\n');
        _rest = lines[^1].Length > Longest ? "" : lines[^1];
        foreach (var line in lines.SkipLast(1))
        {
            Hear(line.TrimEnd('\r'));
        }
    }

    public void Dispose() => transcript?.Dispose();

    private void Hear(string line)
    {
        if (line.Length < 3 || !int.TryParse(line.AsSpan(0, 3), NumberStyles.None, CultureInfo.InvariantCulture, out var code))
        {
            return;
        }

        _reply.Append(line.Length > 4 ? line.AsSpan(4) : []).Append('\n');
        if (line.Length > 3 && line[3] == '-' && _reply.Length < Longest)
        {
            return;
        }

        LastReply = ServerReply.Of(code, _reply.ToString());
        _reply.Clear();
        if (code == 334)
        {
            Challenge = Decoded(line.Length > 4 ? line[4..] : "");
        }
    }

    private static string Decoded(string base64)
    {
        var bytes = new byte[base64.Length];
        if (!Convert.TryFromBase64String(base64, bytes, out var length) || length == 0)
        {
            return "";
        }

        var text = RefusalReason.Words(bytes, 0, length) ?? "";
        return text.Contains('\uFFFD', StringComparison.Ordinal) ? "" : text;
    }
}
