namespace BounceProcessor.MassMail.Templates;

/// <summary>The templates of a letter as written, in Liquid.</summary>
/// <param name="Subject">The subject; its line ends become blanks.</param>
/// <param name="Text">Plain text; may be <see langword="null"/> when there is HTML.</param>
/// <param name="Html">HTML; may be <see langword="null"/> when there is text.</param>
/// <param name="Unsubscribe">An address or an https link for List-Unsubscribe (RFC 2369); <see langword="null"/> for none.</param>
public sealed record LetterSource(string Subject, string? Text, string? Html, string? Unsubscribe);
