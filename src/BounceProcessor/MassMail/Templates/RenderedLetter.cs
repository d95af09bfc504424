namespace BounceProcessor.MassMail.Templates;

/// <summary>A letter for one row.</summary>
/// <param name="Subject">One line.</param>
/// <param name="Text">Plain text; <see langword="null"/> without that part.</param>
/// <param name="Html">HTML in which every value of the row is encoded; <see langword="null"/> without that part.</param>
/// <param name="Unsubscribe">An address or link; <see langword="null"/> without one.</param>
public sealed record RenderedLetter(string Subject, string? Text, string? Html, string? Unsubscribe);
