using BounceProcessor.Senders;

namespace BounceProcessor.Sending.Connecting;

/// <summary>No mail can be handed to a server. The message is one clear line: user, server, cause, what to do; never a secret.</summary>
public sealed class SubmissionException(EffectiveSettings settings, SubmissionFault fault, Exception? innerException)
    : Exception($"User \"{settings.User}\" of \"{settings.Company}\", {settings.Host.Value}:{settings.Port.Value}: {fault.Cause.En}. To mend it: {fault.Remedy.En}.", innerException)
{
    /// <summary>The same in both languages.</summary>
    public SubmissionFault Fault => fault;

    /// <summary>Where it failed.</summary>
    public SubmissionStage Stage => fault.Stage;

    /// <summary>The server's answer; <see langword="null"/> when it gave none.</summary>
    public ServerReply? Reply => fault.Reply;

    /// <summary>The same may work later without anybody's doing: the network, a server that is away, a 4yz reply.</summary>
    public bool IsTemporary => fault.IsTemporary;
}
