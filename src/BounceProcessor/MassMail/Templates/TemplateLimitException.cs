using BounceProcessor.Diagnosis;

namespace BounceProcessor.MassMail.Templates;

/// <summary>A template wanted more than it may have; it was stopped.</summary>
internal sealed class TemplateLimitException(LocalizedText text) : Exception(text.En)
{
    /// <summary>Which limit, and what to do.</summary>
    public LocalizedText Text { get; } = text;
}
