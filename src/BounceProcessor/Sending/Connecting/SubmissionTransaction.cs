using System.Net.Sockets;

using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;

namespace BounceProcessor.Sending.Connecting;

/// <summary>What has become of one transmission so far, recipient by recipient.</summary>
/// <param name="recipients">Addresses as asked for.</param>
/// <param name="takesUtf8">The server takes addresses beyond ASCII (RFC 6531).</param>
internal sealed class SubmissionTransaction(IReadOnlyList<string> recipients, bool takesUtf8)
{
    private const string NoUtf8 = "the server takes no addresses beyond ASCII (it does not offer SMTPUTF8)";

    private readonly Dictionary<string, ServerReply> _refused = new(StringComparer.OrdinalIgnoreCase);
    private readonly Lock _gate = new();
    private ServerReply? _final;
    private bool _isGivenUp;

    /// <summary>How far it came.</summary>
    public SubmissionStage Stage { get; private set; } = SubmissionStage.Sender;

    /// <summary>The recipients that can be asked for at all.</summary>
    public IReadOnlyList<string> Possible { get; } = [.. recipients.Where(address => takesUtf8 || IsAscii(address))];

    public void SenderAccepted() => Stage = SubmissionStage.Recipient;

    public void RecipientRefused(string address, SmtpResponse response) => _refused[address] = ServerReply.Of(response);

    public void ContentBegins() => Stage = SubmissionStage.Content;

    /// <summary>From here on nobody knows but the server.</summary>
    /// <returns>False when the transaction was given up before: its end must not leave, since it is told that it did not.</returns>
    public bool TryBeginEnd()
    {
        lock (_gate)
        {
            Stage = _isGivenUp ? Stage : SubmissionStage.End;
            return !_isGivenUp;
        }
    }

    /// <summary>Nobody waits for it any more, though somebody may still be at it.</summary>
    /// <returns>How far it came.</returns>
    public SubmissionStage GiveUp()
    {
        lock (_gate)
        {
            _isGivenUp = true;
            return Stage;
        }
    }

    /// <summary>The reply that ends RCPT when no recipient was taken.</summary>
    public SmtpCommandException NobodyAccepted()
    {
        var last = _refused.Values.Last();
        return new SmtpCommandException(SmtpErrorCode.RecipientNotAccepted, (SmtpStatusCode)last.Code, last.ToString());
    }

    /// <summary>The server took the mail.</summary>
    public SubmissionOutcome Accepted(string answer)
    {
        _final = ServerReply.Of(250, answer);
        return Outcome(address => new RecipientOutcome(address, RecipientVerdict.Accepted, SubmissionStage.End, _final, null));
    }

    /// <summary>The server refused a command or the mail.</summary>
    public SubmissionOutcome Refused(SmtpCommandException refusal)
    {
        var reply = ServerReply.Of(refusal);
        if (Stage == SubmissionStage.End)
        {
            _final = reply;
        }

        return Outcome(address => new RecipientOutcome(address, reply.IsPermanent ? RecipientVerdict.Refused : RecipientVerdict.Deferred, Stage, reply, null));
    }

    /// <summary>The server cannot take the sender, or none of the recipients.</summary>
    public SubmissionOutcome Impossible() => Outcome(address => new RecipientOutcome(address, RecipientVerdict.Refused, Stage, null, NoUtf8));

    /// <summary>The connection ended, or was given up.</summary>
    public SubmissionOutcome Lost(Exception fault)
    {
        var verdict = GiveUp() == SubmissionStage.End ? RecipientVerdict.Unsure : RecipientVerdict.Deferred;
        return Outcome(address => new RecipientOutcome(address, verdict, Stage, null, TextLine.Of(fault.Message)));
    }

    /// <summary>Whether an exception is the server's or the network's doing.</summary>
    public static bool IsFault(Exception exception) => exception
        is IOException or SocketException or TimeoutException or ProtocolException or CommandException
        or ServiceNotConnectedException or ServiceNotAuthenticatedException or SslHandshakeException or ObjectDisposedException;

    /// <summary>Whether what stands before the @ needs no SMTPUTF8; a domain always has its A-labels.</summary>
    public static bool IsAscii(string address) => System.Text.Ascii.IsValid(address.LastIndexOf('@') is var at and >= 0 ? address[..at] : address);

    private SubmissionOutcome Outcome(Func<string, RecipientOutcome> others) => new(
        [.. recipients.Select(address => !Possible.Contains(address) ? new RecipientOutcome(address, RecipientVerdict.Refused, SubmissionStage.Recipient, null, NoUtf8)
            : _refused.TryGetValue(address, out var reply)
            ? new RecipientOutcome(address, reply.IsPermanent ? RecipientVerdict.Refused : RecipientVerdict.Deferred, SubmissionStage.Recipient, reply, null)
            : others(address))],
        _final,
        _final is { Code: < 300 } ? QueueIds.In(_final) : null);
}
