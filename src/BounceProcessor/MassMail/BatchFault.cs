using BounceProcessor.Diagnosis;

namespace BounceProcessor.MassMail;

/// <summary>What is wrong with a mass mail as a whole.</summary>
/// <param name="Field">What a person has to correct: <c>user</c>, <c>name</c>, <c>rate</c>, <c>recipients</c>, <c>attachments</c>, <c>common</c>, <c>key</c>.</param>
/// <param name="Text">What is wrong, with which value, and what to do.</param>
public sealed record BatchFault(string Field, LocalizedText Text);
