namespace BounceProcessor.Diagnosis.Reading.Wording;

/// <summary>The word families a text has phrases of.</summary>
/// <param name="inside">A bit for each family that has a phrase anywhere in the text.</param>
/// <param name="opening">A bit for each family that has a phrase at its beginning.</param>
internal readonly struct FamilySet(uint inside, uint opening)
{
    public bool Has(WordFamily family) => (inside & (1U << (int)family)) != 0;

    public bool Opens(WordFamily family) => (opening & (1U << (int)family)) != 0;
}
