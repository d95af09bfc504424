using System.Data.Common;

namespace BounceProcessor.Events;

/// <summary>Events and the mails they came from.</summary>
public sealed class EventStore(DbDataSource database)
{
    /// <summary>One page of events, newest first.</summary>
    /// <param name="filter">What to show.</param>
    /// <param name="page">From 1.</param>
    /// <param name="pageSize">1 to 500.</param>
    /// <param name="cancellationToken">Ends the query.</param>
    public Task<EventPage> ListAsync(EventFilter filter, int page, int pageSize, CancellationToken cancellationToken) =>
        throw new NotSupportedException(database.ConnectionString);

    /// <summary>One event.</summary>
    /// <returns><see langword="null"/> when there is none with that code.</returns>
    public Task<EventRecord?> FindAsync(long id, CancellationToken cancellationToken) => throw new NotSupportedException();

    /// <summary>The changes of one event, oldest first.</summary>
    public Task<IReadOnlyList<HistoryEntry>> HistoryAsync(long id, CancellationToken cancellationToken) => throw new NotSupportedException();

    /// <summary>The raw mail an event came from.</summary>
    /// <returns><see langword="null"/> when retention has removed it.</returns>
    public Task<byte[]?> RawMailAsync(long mailId, CancellationToken cancellationToken) => throw new NotSupportedException();
}
