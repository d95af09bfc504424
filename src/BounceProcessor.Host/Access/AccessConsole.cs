namespace BounceProcessor.Host.Access;

/// <summary>Where the first link is printed.</summary>
/// <param name="Writer">The console; a string in tests.</param>
internal sealed record AccessConsole(TextWriter Writer);
