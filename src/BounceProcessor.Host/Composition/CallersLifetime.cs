namespace BounceProcessor.Host.Composition;

/// <summary>Leaves signals to Program.cs. The framework's own lifetime would swallow the second one, which is to end the process at once.</summary>
internal sealed class CallersLifetime : IHostLifetime
{
    public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
