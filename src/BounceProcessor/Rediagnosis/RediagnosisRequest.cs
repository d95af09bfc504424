namespace BounceProcessor.Rediagnosis;

/// <summary>What is to be judged again.</summary>
/// <param name="Filter">Which mails.</param>
/// <param name="Apply">Write what changes; otherwise it is only told.</param>
/// <param name="CloseMissing">Set events nobody has looked at to ignored when their recipient is not found any more.</param>
internal sealed record RediagnosisRequest(RediagnosisFilter Filter, bool Apply, bool CloseMissing)
{
    /// <summary>As options of the command line; a run that was broken off is known by it.</summary>
    public override string ToString() => CloseMissing ? $"{Filter} --close-missing".TrimStart() : Filter.ToString();
}
