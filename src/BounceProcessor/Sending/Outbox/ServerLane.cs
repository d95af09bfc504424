using BounceProcessor.Sending.Connecting;

namespace BounceProcessor.Sending.Outbox;

/// <summary>The way to one server: its connections, its pace, its rests. What happens to one server holds up no other.</summary>
internal sealed class ServerLane : IDisposable
{
    private readonly string _server;
    private readonly LaneParts _parts;
    private readonly TimeProvider _time;
    private readonly ServerLimitsInForce _limits;
    private readonly SendPace _pace;
    private readonly LaneSupply _supply;
    private readonly OutboxSignal _news = new();
    private readonly Lock _gate = new();
    private readonly HashSet<Task> _running = [];
    private readonly HashSet<LaneTurn> _open = [];
    private ServerRest? _rest;
    private int _most = int.MaxValue;
    private long _mostSince;

    /// <param name="server">Host, port and user name.</param>
    /// <param name="parts">What every lane works with.</param>
    /// <param name="time">For pace and rests.</param>
    public ServerLane(string server, LaneParts parts, TimeProvider time)
    {
        (_server, _parts, _time) = (server, parts, time);
        _limits = ServerLimitsInForce.Of(server, parts.Options);
        _pace = new SendPace(_limits.MailsPerMinute, time);
        _supply = new LaneSupply(server, parts, _pace, _limits.Connections, time);
    }

    /// <summary>Nothing is under way.</summary>
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

    /// <summary>Nothing is under way, but something in hand: a connection took it and ended.</summary>
    public bool HasLeftOver => IsIdle && !_supply.IsDone;

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

        _supply.Came = () => StartConnection(stop, breakOff);
        _news.Set();
        if (IsIdle)
        {
            StartConnection(stop, breakOff);
        }
    }

    /// <summary>Waits for its connections after they were told to stop.</summary>
    public async Task EndAsync()
    {
        Task running;
        lock (_gate)
        {
            running = Task.WhenAll(_running);
        }

        await running;
        await _supply.TakeAllAsync();
    }

    /// <inheritdoc/>
    public void Dispose() => _supply.Dispose();

    private bool IsResting => _rest is { } rest && rest.RestUntil > _time.GetUtcNow();

    // After a fault one connection finds out, with one mail, whether the server is back.
    private int MostConnections => _rest is not null ? 1
        : _time.GetElapsedTime(_mostSince) < _parts.Options.SignInRest ? Math.Min(_limits.Connections, _most)
        : _limits.Connections;

    private void StartConnection(CancellationToken stop, CancellationToken breakOff)
    {
        lock (_gate)
        {
            if (stop.IsCancellationRequested || _running.Count >= MostConnections || !_parts.Places.Wait(0, CancellationToken.None))
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
            await using var turn = new LaneTurn(_server, _parts, _time);
            try
            {
                await WorkAsync(turn, stop, breakOff);
            }
            finally
            {
                Note(turn, isOpen: false);
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return; // the service stops; what was not sent is given back
        }
#pragma warning disable CA1031 // the top of a connection's loop: a defect must not end the service; the next look starts another connection
        catch (Exception fault)
        {
            OutboxLog.Broke(_parts.Logger, _server, fault);
        }
#pragma warning restore CA1031
        finally
        {
            lock (_gate)
            {
                _running.Remove(running.Task);
            }

            _parts.Places.Release();
            running.SetResult();
        }
    }

    private async Task WorkAsync(LaneTurn turn, CancellationToken stop, CancellationToken breakOff)
    {
        var idleSince = _time.GetTimestamp();
        while (!stop.IsCancellationRequested)
        {
            var known = _news.Times;
            if (IsResting || await _supply.NextAsync(known, isOneEnough: _rest is not null) is not { } taken)
            {
                var left = _parts.Options.KeepConnection - _time.GetElapsedTime(idleSince);
                if (IsResting || !turn.IsOpen || left <= TimeSpan.Zero)
                {
                    return;
                }

                await turn.StoreHeldAsync();
                await _news.WaitAsync(known, left, _time, stop);
                continue;
            }

            if (!_supply.IsEmpty)
            {
                StartConnection(stop, breakOff);
            }

            await _pace.WaitAsync(stop);
            if (!await TryAsync(turn, taken, breakOff))
            {
                return;
            }

            idleSince = _time.GetTimestamp();
        }
    }

    // False when this connection is to end.
    private async Task<bool> TryAsync(LaneTurn turn, TakenTransmission taken, CancellationToken breakOff)
    {
        try
        {
            if (await SendAsync(turn, taken, breakOff))
            {
                await WellAsync(turn);
                return true;
            }

            return false;
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            // Not lost: the next look finds it in hand. Where its end has left, storing that again finds so.
            _supply.PutBack(taken);
            throw;
        }
    }

    private async Task<bool> SendAsync(LaneTurn turn, TakenTransmission taken, CancellationToken breakOff)
    {
        try
        {
            var refusal = await turn.SendAsync(taken, isNextInHand: !_supply.IsEmpty && _limits.MailsPerMinute == 0, breakOff);
            Note(turn, turn.IsOpen);
            if (refusal is not null)
            {
                _rest = await _parts.Rests.RestAsync(_server, _rest, RestCause.SignIn, refusal);
                await GiveBackAsync([(taken, refusal)]);
                return false;
            }

            if (turn.HasLostOne)
            {
                // Likely all of a mass mail that was paused: better asked for anew than sent in vain, each by a connection of its own.
                turn.HasLostOne = false;
                await GiveBackAsync([]);
            }

            return true;
        }
        catch (SubmissionException fault)
        {
            if (Note(turn, isOpen: false) is > 0 and var open && fault.IsTemporary)
            {
                // It lets nobody in any more, but goes on with those who are in: so many for a while, then, and no more.
                (_most, _mostSince) = (open, _time.GetTimestamp());
                _supply.PutBack(taken);
                return false;
            }

            _rest = await _parts.Rests.RestAsync(_server, _rest, fault);
            await GiveBackAsync([(taken, ServerRests.Words(fault))]);
            return false;
        }
    }

    // How many connections are open.
    private int Note(LaneTurn turn, bool isOpen)
    {
        lock (_gate)
        {
            _ = isOpen ? _open.Add(turn) : _open.Remove(turn);
            return _open.Count;
        }
    }

    private async Task WellAsync(LaneTurn turn)
    {
        if (_rest is not null && turn.IsOpen)
        {
            _rest = null;
            await _parts.Rests.EndAsync(_server);
        }
    }

    private async Task GiveBackAsync(IReadOnlyList<(TakenTransmission Taken, string? Reply)> first)
    {
        var others = await _supply.TakeAllAsync();
        try
        {
            await _parts.Queue.ReturnAsync([.. first, .. others.Select(other => (other, (string?)null))], _server, _time.GetUtcNow());
        }
        catch
        {
            foreach (var other in others)
            {
                _supply.PutBack(other);
            }

            throw;
        }
    }
}
