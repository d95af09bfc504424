using BounceProcessor.Sending.Connecting;

namespace BounceProcessor.Sending.Outbox;

/// <summary>The way to one server: its connections, its pace, its rests. What happens to one server holds up no other.</summary>
/// <param name="server">Host, port and user name.</param>
/// <param name="parts">What every lane works with.</param>
/// <param name="time">For pace and rests.</param>
internal sealed class ServerLane(string server, LaneParts parts, TimeProvider time) : IDisposable
{
    // Enough that taking costs little a mail, and few enough that a single mail does not wait long behind mass mail.
    private const int MailsAConnection = 8;

    private readonly ServerLimitsInForce _limits = ServerLimitsInForce.Of(server, parts.Options);
    private readonly SendPace _pace = new(ServerLimitsInForce.Of(server, parts.Options).MailsPerMinute, time);
    private readonly OutboxSignal _news = new();
    private readonly LaneBuffer _buffer = new();
    private readonly SemaphoreSlim _taking = new(1, 1);
    private readonly Lock _gate = new();
    private readonly HashSet<Task> _running = [];
    private ServerRest? _rest;
    private long _newsTaken;
    private int _sound;
    private int _most = int.MaxValue;

    /// <summary>Nothing is under way and nothing in hand.</summary>
    public bool IsIdle
    {
        get
        {
            lock (_gate)
            {
                return _running.Count == 0;
            }
        }
    }

    /// <summary>There is mail for this server.</summary>
    /// <param name="rest">Its rest as the database tells; <see langword="null"/> when it is well.</param>
    /// <param name="stop">No more mails are begun.</param>
    /// <param name="breakOff">Mails under way are broken off where that is safe.</param>
    public void Wake(ServerRest? rest, CancellationToken stop, CancellationToken breakOff)
    {
        _rest = rest;
        if (IsResting)
        {
            return;
        }

        _news.Set();
        if (IsIdle)
        {
            StartConnection(stop, breakOff);
        }
    }

    /// <summary>Waits for its connections after they were told to stop.</summary>
    public Task EndAsync()
    {
        lock (_gate)
        {
            return Task.WhenAll(_running);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _taking.Dispose();

    private bool IsResting => _rest is { } rest && rest.RestUntil > time.GetUtcNow();

    // After a fault one connection finds out, with one mail, whether the server is back.
    private int MostConnections => _rest is null ? Math.Min(_limits.Connections, _most) : 1;

    private void StartConnection(CancellationToken stop, CancellationToken breakOff)
    {
        lock (_gate)
        {
            if (stop.IsCancellationRequested || _running.Count >= MostConnections || !parts.Places.Wait(0, CancellationToken.None))
            {
                return;
            }

            var running = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _running.Add(running.Task);
            _ = Task.Run(() => RunAsync(running, stop, breakOff), CancellationToken.None);
        }
    }

    private async Task RunAsync(TaskCompletionSource running, CancellationToken stop, CancellationToken breakOff)
    {
        try
        {
            await using var turn = new LaneTurn(server, parts, time);
            await WorkAsync(turn, stop, breakOff);
            await turn.StoredAsync();
        }
        catch (OperationCanceledException)
        {
            return; // the service stops; what was not sent is given back
        }
#pragma warning disable CA1031 // the top of a connection's loop: a defect must not end the service; the next look starts another connection
        catch (Exception fault)
        {
            OutboxLog.Broke(parts.Logger, server, fault);
        }
#pragma warning restore CA1031
        finally
        {
            lock (_gate)
            {
                _running.Remove(running.Task);
            }

            parts.Places.Release();
            running.SetResult();
        }
    }

    private async Task WorkAsync(LaneTurn turn, CancellationToken stop, CancellationToken breakOff)
    {
        var idleSince = time.GetTimestamp();
        while (!stop.IsCancellationRequested)
        {
            var known = _news.Times;
            if (IsResting || await NextAsync() is not { } taken)
            {
                var left = parts.Options.KeepConnection - time.GetElapsedTime(idleSince);
                if (IsResting || !turn.IsOpen || left <= TimeSpan.Zero)
                {
                    return;
                }

                await turn.StoredAsync();
                await _news.WaitAsync(known, left, time, stop);
                continue;
            }

            if (_buffer.Count > 0)
            {
                StartConnection(stop, breakOff);
            }

            await _pace.WaitAsync(stop);
            if (!await TryAsync(turn, taken, breakOff))
            {
                return;
            }

            idleSince = time.GetTimestamp();
        }
    }

    // False when this connection is to end.
    private async Task<bool> TryAsync(LaneTurn turn, TakenTransmission taken, CancellationToken breakOff)
    {
        var wasOpen = turn.IsOpen;
        try
        {
            var refusal = await turn.SendAsync(taken, breakOff);
            Interlocked.Add(ref _sound, (turn.IsOpen ? 1 : 0) - (wasOpen ? 1 : 0));
            if (refusal is not null)
            {
                _rest = await parts.Rests.RestAsync(server, _rest, isSignIn: true, refusal);
                await GiveBackAsync(taken, refusal);
                return false;
            }

            await WellAsync(turn);
            return true;
        }
        catch (SubmissionException fault)
        {
            Interlocked.Add(ref _sound, wasOpen ? -1 : 0);
            if (fault.IsTemporary && Volatile.Read(ref _sound) is > 0 and var sound)
            {
                // It lets nobody in any more, but goes on with those who are in: so many, then, and no more.
                _most = sound;
                _buffer.Add([taken]);
                return false;
            }

            _rest = await parts.Rests.RestAsync(server, _rest, fault);
            await GiveBackAsync(taken, _rest.Reply);
            return false;
        }
    }

    private async Task WellAsync(LaneTurn turn)
    {
        if (_rest is not null && turn.IsOpen)
        {
            _rest = null;
            await parts.Rests.EndAsync(server);
        }
    }

    private async Task GiveBackAsync(TakenTransmission taken, string reply)
    {
        var now = time.GetUtcNow();
        await Task.WhenAll(_buffer.TakeAll().Select(other => parts.Queue.ReturnAsync(other, server, now, null)).Append(parts.Queue.ReturnAsync(taken, server, now, reply)));
    }

    private async Task<TakenTransmission?> NextAsync()
    {
        await _taking.WaitAsync(CancellationToken.None);
        try
        {
            var news = _news.Times;
            var most = Math.Min(_pace.MostInHand, _rest is null ? MailsAConnection * _limits.Connections : 1);
            if (_buffer.Count == 0)
            {
                _buffer.Add(await parts.Queue.TakeAsync(server, OutboxQueue.Priorities, most));
                _newsTaken = news;
            }
            else if (news > _newsTaken && _buffer.HasNoSingleMail)
            {
                _buffer.Add(await parts.Queue.TakeAsync(server, [OutboxQueue.SingleMail], most));
                _newsTaken = news;
            }

            return _buffer.Next();
        }
        finally
        {
            _taking.Release();
        }
    }
}
