namespace BounceProcessor.Diagnosis.Reading.Wording;

/// <summary>A text that is asked for many word families; it is gone through once, at the first question.</summary>
/// <param name="text">As <see cref="PlainText.Of"/> makes it.</param>
internal sealed class PlainWords(string text)
{
    private FamilySet _families;

    private bool _isKnown;

    public string Text => text;

    /// <summary>A phrase of the family stands in the text.</summary>
    public bool Has(WordFamily family) => Families.Has(family);

    /// <summary>The text begins with a phrase of the family.</summary>
    public bool Begins(WordFamily family) => Families.Opens(family);

    private FamilySet Families
    {
        get
        {
            if (!_isKnown)
            {
                _families = NoticeWords.Find(text);
                _isKnown = true;
            }

            return _families;
        }
    }
}
