using BounceProcessor.Diagnosis;

namespace BounceProcessor.MassMail;

/// <summary>The outbox refuses a row for a reason that holds for all of them; nothing was put into it.</summary>
internal sealed class SenderFaultException(LocalizedText text) : Exception(text.En)
{
    /// <summary>What is wrong and what to do.</summary>
    public LocalizedText Text { get; } = text;
}
