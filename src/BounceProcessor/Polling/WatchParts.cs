using Microsoft.Extensions.Logging;

namespace BounceProcessor.Polling;

/// <summary>What every watch needs.</summary>
internal sealed record WatchParts(PollRequests Requests, MailboxStates States, TimeProvider Time, ILogger<MailboxWatch> Logger);
