using BounceProcessor.Diagnosis;
using BounceProcessor.Sending.Connecting;

namespace BounceProcessor.Sending.Checking;

/// <summary>The findings so far; each is told at once, and noted in the transcript.</summary>
internal sealed class CheckSteps(IProgress<SenderCheckStep>? progress, SenderTranscript transcript)
{
    private readonly List<SenderCheckStep> _all = [];

    public IReadOnlyList<SenderCheckStep> All => _all;

    public SenderTranscript Transcript => transcript;

    public void Add(LocalizedText name, SenderCheckOutcome outcome, LocalizedText text)
    {
        var step = new SenderCheckStep(name, outcome, text);
        _all.Add(step);
        transcript.Note($"{outcome.ToCode()}: {name.En}: {text.En}");
        progress?.Report(step);
    }

    public void Add(SubmissionFault fault) => Add(StepNames.Of(fault.Stage), SenderCheckOutcome.Failed, Sentences(fault.Cause, fault.Remedy));

    /// <summary>Cause and remedy as sentences.</summary>
    public static LocalizedText Sentences(LocalizedText cause, LocalizedText remedy) => new(
        $"{Capital(cause.En)}. To mend it: {remedy.En.TrimEnd('.')}.",
        $"{Capital(cause.Et)}. Parandamiseks: {remedy.Et.TrimEnd('.')}.");

    private static string Capital(string text) => text.Length == 0 ? text : char.ToUpperInvariant(text[0]) + text[1..];
}
