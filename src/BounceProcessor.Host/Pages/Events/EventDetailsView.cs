using BounceProcessor.Events;
using BounceProcessor.Sending.Records;

namespace BounceProcessor.Host.Pages.Events;

/// <summary>One loaded event.</summary>
/// <param name="Event">The event.</param>
/// <param name="History">Its changes, oldest first.</param>
/// <param name="Sent">The sent mail it is about; <see langword="null"/> for none.</param>
/// <param name="Resent">The mails that were sent again because of it.</param>
public sealed record EventDetailsView(EventRecord Event, IReadOnlyList<HistoryEntry> History, EventSentView? Sent, IReadOnlyList<ResentMail> Resent);
