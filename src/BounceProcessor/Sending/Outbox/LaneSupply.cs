using System.Data.Common;

namespace BounceProcessor.Sending.Outbox;

/// <summary>
/// What a lane has in hand. The next mails are taken while the last are sent, and as few at a time as keep its connections busy while the disk answers:
/// what is in hand when the machine fails is unsure, and a slow server need not have much in hand.
/// </summary>
/// <param name="server">Host, port and user name.</param>
/// <param name="parts">What every lane works with.</param>
/// <param name="pace">Bounds what is in hand.</param>
/// <param name="connections">Most connections to the server.</param>
/// <param name="time">Measures how quick the server is.</param>
internal sealed class LaneSupply(string server, LaneParts parts, SendPace pace, int connections, TimeProvider time) : IDisposable
{
    private const int MostAConnection = 64;
    private const int MostOfAll = 500;
    private const int Growth = 4;

    // A busy disk answers within some 10 ms, which half of what is in hand shall last.
    private static readonly TimeSpan Soon = TimeSpan.FromMilliseconds(40);
    private static readonly TimeSpan Late = TimeSpan.FromMilliseconds(160);

    private readonly LaneBuffer _buffer = new();
    private readonly SemaphoreSlim _turns = new(1, 1);
    private Task _taking = Task.CompletedTask;
    private int _size = 1;
    private long _takenAt;
    private long _newsTaken;
    private bool _isDry;

    /// <summary>Told when mails came in hand that nobody asked for yet: whoever asked may be busy with one mail for long.</summary>
    public Action? Came { get; set; }

    /// <summary>Nothing is in hand.</summary>
    public bool IsEmpty => _buffer.Count == 0;

    /// <summary>Nothing is in hand, nor about to be.</summary>
    public bool IsDone => IsEmpty && _taking.IsCompleted;

    private int Most => Math.Min(Math.Min(_size, MostOfAll), pace.MostInHand);

    /// <summary>The next mail to be sent.</summary>
    /// <param name="news">How often this lane was told of mails.</param>
    /// <param name="isOneEnough">The server is asked with one mail whether it is back.</param>
    /// <returns><see langword="null"/> when there is none.</returns>
    /// <exception cref="DbException">Nothing could be taken.</exception>
    public async Task<TakenTransmission?> NextAsync(long news, bool isOneEnough)
    {
        await _turns.WaitAsync();
        try
        {
            if (_buffer.Next() is not { } next)
            {
                await _taking;
                if (IsEmpty)
                {
                    await TakeAsync(isOneEnough ? 1 : Most, news);
                }

                var first = _buffer.Next();
                TakeMoreAhead(news, isOneEnough);
                return first;
            }

            if (news > _newsTaken && next.Row.Priority > OutboxQueue.SingleMail)
            {
                // A single mail does not wait for the mass mail that is in hand.
                _newsTaken = news;
                _buffer.Add([next]);
                _buffer.Add(await parts.Queue.TakeAsync(server, [OutboxQueue.SingleMail], Most));
                return _buffer.Next();
            }

            TakeMoreAhead(news, isOneEnough);
            return next;
        }
        finally
        {
            _turns.Release();
        }
    }

    /// <summary>Puts a mail back that was not sent.</summary>
    public void PutBack(TakenTransmission taken) => _buffer.Add([taken]);

    /// <summary>Everything in hand, so that it can be given back.</summary>
    public async Task<IReadOnlyList<TakenTransmission>> TakeAllAsync()
    {
        await _turns.WaitAsync();
        try
        {
            await _taking;
            return _buffer.TakeAll();
        }
        finally
        {
            _turns.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _turns.Dispose();

    // On another thread: this one shall send meanwhile.
    private void TakeMoreAhead(long news, bool isOneEnough)
    {
        if (!isOneEnough && _taking.IsCompleted && !(_isDry && news == _newsTaken) && _buffer.Count <= Most / 2)
        {
            _taking = Task.Run(() => TakeAheadAsync(news));
        }
    }

    private async Task TakeAheadAsync(long news)
    {
        try
        {
            await TakeAsync(Most, news);
            if (!IsEmpty)
            {
                Came?.Invoke();
            }
        }
#pragma warning disable CA1031 // whoever finds nothing in hand asks again, and hears of it
        catch (Exception fault)
        {
            _isDry = true;
            OutboxLog.TakeFailed(parts.Logger, server, fault.Message);
        }
#pragma warning restore CA1031
    }

    private async Task TakeAsync(int most, long news)
    {
        var now = time.GetTimestamp();
        var sinceLast = time.GetElapsedTime(_takenAt, now);
        (_takenAt, _newsTaken) = (now, news);
        var taken = await parts.Queue.TakeAsync(server, OutboxQueue.Priorities, most);
        _isDry = taken.Count < most;
        _buffer.Add([.. taken.Select(parts.Carrier.Ready)]);
        _size = sinceLast < Soon && !_isDry ? Math.Min(_size * Growth, connections * MostAConnection)
            : sinceLast > Late ? Math.Max(_size / Growth, 1)
            : _size;
    }
}
