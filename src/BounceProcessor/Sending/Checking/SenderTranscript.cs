using System.Globalization;
using System.Text;

using MailKit;

namespace BounceProcessor.Sending.Checking;

/// <summary>
/// What client and server said, for support. Nothing of an AUTH exchange but its mechanism, the server's readable questions and its verdict is kept; and
/// what is known to be secret is left out wherever it stands.
/// </summary>
/// <param name="time">For the time of each line.</param>
public sealed class SenderTranscript(TimeProvider time) : IProtocolLogger
{
    private const int Longest = 64 * 1024;
    private const string Hidden = "***";

    private readonly Lock _gate = new();
    private readonly StringBuilder _text = new();
    private readonly StringBuilder _client = new();
    private readonly StringBuilder _server = new();
    private readonly List<string> _secrets = [];
    private bool _isSigningIn;

    /// <inheritdoc/>
    public IAuthenticationSecretDetector? AuthenticationSecretDetector { get; set; }

    /// <summary>All lines so far.</summary>
    public string Text
    {
        get
        {
            lock (_gate)
            {
                return _text.ToString();
            }
        }
    }

    /// <summary>Leaves out a text wherever it should appear, in clear or in base64.</summary>
    public void Hide(string? secret)
    {
        if (secret is { Length: > 3 })
        {
            lock (_gate)
            {
                _secrets.Add(secret);
                _secrets.Add(Convert.ToBase64String(Encoding.UTF8.GetBytes(secret)));
            }
        }
    }

    /// <summary>Notes something that neither of the two said.</summary>
    public void Note(string line)
    {
        lock (_gate)
        {
            Add("*", line);
        }
    }

    /// <inheritdoc/>
    public void LogConnect(Uri uri) => Note($"connected to {uri.Host}:{uri.Port.ToString(CultureInfo.InvariantCulture)}");

    /// <inheritdoc/>
    public void LogClient(byte[] buffer, int offset, int count)
    {
        lock (_gate)
        {
            _client.Append(Encoding.UTF8.GetString(buffer, offset, count));
            foreach (var line in Lines(_client))
            {
                Add("C", OfClient(line));
            }
        }
    }

    /// <inheritdoc/>
    public void LogServer(byte[] buffer, int offset, int count)
    {
        lock (_gate)
        {
            _server.Append(Encoding.UTF8.GetString(buffer, offset, count));
            foreach (var line in Lines(_server))
            {
                Add("S", OfServer(line));
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_gate)
        {
            // A server that hung up in the middle of a line.
            if (_server.Length > 0)
            {
                Add("S", OfServer(_server.ToString()));
                _server.Clear();
            }
        }
    }

    private static List<string> Lines(StringBuilder heard)
    {
        var parts = heard.ToString().Split('\n');
        heard.Clear().Append(parts[^1].Length > Longest ? "" : parts[^1]);
        return [.. parts.SkipLast(1).Select(part => part.TrimEnd('\r'))];
    }

    private string OfClient(string line)
    {
        if (line.StartsWith("AUTH ", StringComparison.OrdinalIgnoreCase))
        {
            _isSigningIn = true;
            var words = line.Split(' ', 3);
            return words.Length > 2 ? $"{words[0]} {words[1]} {Hidden}" : line;
        }

        return !_isSigningIn ? line : line is "" or "*" ? $"{line}" : Hidden;
    }

    private string OfServer(string line)
    {
        if (!line.StartsWith("334", StringComparison.Ordinal))
        {
            _isSigningIn = false;
            return line;
        }

        // "Username:", "Password:" and the reason of XOAUTH2 are no secrets; salts and nonces are nobody's business.
        var challenge = line.Length > 4 ? line[4..] : "";
        var bytes = new byte[challenge.Length];
        if (!Convert.TryFromBase64String(challenge, bytes, out var length))
        {
            return challenge.Length == 0 ? line : $"334 {Hidden}";
        }

        var said = Encoding.UTF8.GetString(bytes, 0, length);
        return length == 0 ? line
            : said.StartsWith('{') ? $"334 {challenge} ({TextLine.Of(said)})"
            : said.TrimEnd('\0').EndsWith(':') ? $"334 {challenge} ({TextLine.Of(said)})"
            : $"334 {Hidden}";
    }

    private void Add(string who, string line)
    {
        if (_text.Length < Longest)
        {
            var clean = _secrets.Aggregate(line, (text, secret) => text.Replace(secret, Hidden, StringComparison.Ordinal));
            _text.Append(CultureInfo.InvariantCulture, $"{time.GetUtcNow().UtcDateTime:HH:mm:ss.fff} {who}: {TextLine.Of(clean)}\n");
        }
    }
}
