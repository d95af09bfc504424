using BounceProcessor.MailServers;

using MailKit;

namespace BounceProcessor.Sending.Connecting;

/// <summary>Keeps the deadline of one transmission: each piece that the server takes starts the wait anew, and the reply to the end may take longer.</summary>
internal sealed class TransmissionProgress(ReplyDeadline deadline, TimeSpan longerAtEnd) : ITransferProgress
{
    /// <summary>
    /// After so many bytes the wait begins anew; MailKit tells of each header line, and setting a timer takes longer than writing that. At the slowest
    /// that is let pass these are some seconds.
    /// </summary>
    public const long PieceBytes = 8 * 1024;

    private volatile bool _isEnd;
    private long _told;

    /// <summary>The end of the mail goes out now (RFC 5321, section 4.5.3.2.6: servers may take their time).</summary>
    public void ExpectFinalReply()
    {
        _isEnd = true;
        deadline.ExpectSilence(longerAtEnd);
    }

    public void Report(long bytesTransferred, long totalSize) => Report(bytesTransferred);

    public void Report(long bytesTransferred)
    {
        if (!_isEnd && (bytesTransferred - _told >= PieceBytes || bytesTransferred < _told))
        {
            _told = bytesTransferred;
            deadline.Report(bytesTransferred);
        }
    }
}
