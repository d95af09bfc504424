namespace BounceProcessor.MassMail.Templates;

/// <summary>What letters are rendered with beside their row.</summary>
/// <param name="Language">Names of months and days: <c>en</c> or <c>et</c>.</param>
/// <param name="Zone">Where "now" is.</param>
/// <param name="Time">The clock.</param>
internal sealed record LetterSetting(string Language, TimeZoneInfo Zone, TimeProvider Time);
