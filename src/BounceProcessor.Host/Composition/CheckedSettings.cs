namespace BounceProcessor.Host.Composition;

/// <summary>A configuration after its check.</summary>
/// <param name="Usable">What is left when every value at fault is taken out, so that the rooms can check the rest.</param>
/// <param name="Faults">One line a fault; the service must not start with any.</param>
internal sealed record CheckedSettings(IConfiguration Usable, IReadOnlyList<string> Faults);
