namespace BounceProcessor.Tests.Intake;

/// <summary>A progress that is told on the spot, not later on another thread.</summary>
internal sealed class Told<T>(Action<T> told) : IProgress<T>
{
    public void Report(T value) => told(value);
}
