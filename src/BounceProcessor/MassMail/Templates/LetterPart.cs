namespace BounceProcessor.MassMail.Templates;

/// <summary>The parts of a letter that are templates.</summary>
public enum LetterPart
{
    /// <summary>The subject.</summary>
    Subject,

    /// <summary>The plain text.</summary>
    Text,

    /// <summary>The HTML.</summary>
    Html,

    /// <summary>Where a reader can say that no more letters are wanted.</summary>
    Unsubscribe,
}
