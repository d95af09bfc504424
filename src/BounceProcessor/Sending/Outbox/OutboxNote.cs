namespace BounceProcessor.Sending.Outbox;

/// <summary>A short write that shares its commit with those that came meanwhile.</summary>
internal abstract class OutboxNote
{
    /// <summary>Writes, in a transaction. A second time when another note of the first one failed.</summary>
    public abstract void Run(OutboxStatements statements, DateTimeOffset now);

    /// <summary>It is committed.</summary>
    public abstract void Complete();

    /// <summary>Nothing of it was written.</summary>
    public abstract void Fail(Exception fault);
}

/// <inheritdoc/>
/// <typeparam name="T">What is given back.</typeparam>
internal sealed class OutboxNote<T>(Func<OutboxStatements, DateTimeOffset, T> write) : OutboxNote
{
    // Whoever writes for others goes on with its own mail, not with theirs.
    private readonly TaskCompletionSource<T> _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private T? _result;

    /// <summary>What was given back, once it is committed.</summary>
    public Task<T> Result => _done.Task;

    /// <inheritdoc/>
    public override void Run(OutboxStatements statements, DateTimeOffset now) => _result = write(statements, now);

    /// <inheritdoc/>
    public override void Complete() => _done.SetResult(_result is { } result ? result : default!);

    /// <inheritdoc/>
    public override void Fail(Exception fault) => _done.SetException(fault);
}
