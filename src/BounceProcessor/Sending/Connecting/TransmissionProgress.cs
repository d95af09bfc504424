using BounceProcessor.MailServers;

using MailKit;

namespace BounceProcessor.Sending.Connecting;

/// <summary>Keeps the deadline of one transmission: each byte that the server takes starts the wait anew, and the reply to the end may take longer.</summary>
internal sealed class TransmissionProgress(ReplyDeadline deadline, TimeSpan longerAtEnd) : ITransferProgress
{
    private volatile bool _isEnd;

    /// <summary>The end of the mail goes out now (RFC 5321, section 4.5.3.2.6: servers may take their time).</summary>
    public void ExpectFinalReply()
    {
        _isEnd = true;
        deadline.ExpectSilence(longerAtEnd);
    }

    public void Report(long bytesTransferred, long totalSize) => Report(bytesTransferred);

    public void Report(long bytesTransferred)
    {
        if (!_isEnd)
        {
            deadline.Report(bytesTransferred);
        }
    }
}
