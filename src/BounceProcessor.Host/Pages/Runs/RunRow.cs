using BounceProcessor.Intake;

namespace BounceProcessor.Host.Pages.Runs;

/// <summary>A run and how it stands with it.</summary>
/// <param name="Run">The run.</param>
/// <param name="State">How it stands.</param>
public sealed record RunRow(RunSummary Run, RunState State);
