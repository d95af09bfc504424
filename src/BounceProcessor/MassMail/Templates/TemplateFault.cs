using BounceProcessor.Diagnosis;

namespace BounceProcessor.MassMail.Templates;

/// <summary>What is wrong with a template.</summary>
/// <param name="Part">Which template.</param>
/// <param name="Line">From 1; <see langword="null"/> when it concerns the whole.</param>
/// <param name="Column">From 1; <see langword="null"/> when only the line is known.</param>
/// <param name="Code">For programs: <c>template-syntax</c>, <c>unknown-column</c>, <c>template-not-allowed</c>, <c>template-too-large</c>, <c>template-empty</c>.</param>
/// <param name="Text">What is wrong and what to do, with the part and the line.</param>
public sealed record TemplateFault(LetterPart Part, int? Line, int? Column, string Code, LocalizedText Text);
