namespace BounceProcessor.Host.Composition;

/// <summary>The configuration cannot be used.</summary>
/// <param name="faults">One line a fault: key, value and remedy. No secrets.</param>
internal sealed class ConfigurationException(IReadOnlyList<string> faults) : Exception(string.Join('\n', faults))
{
    /// <summary>All faults that were found.</summary>
    public IReadOnlyList<string> Faults => faults;
}
