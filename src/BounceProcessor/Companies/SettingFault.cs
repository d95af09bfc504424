using BounceProcessor.Diagnosis;

namespace BounceProcessor.Companies;

/// <summary>What is wrong with a setting, or what is to be known of it.</summary>
/// <param name="Code">For programs: <c>unknown-user</c>, <c>email-missing</c>.</param>
/// <param name="Key">Which setting: <c>email</c>, <c>password</c>, <c>Sending:Server:Host</c>.</param>
/// <param name="Value">Its value; <see langword="null"/> when it has none or must not be shown.</param>
/// <param name="Text">What is wrong, with which value, and what to do.</param>
public sealed record SettingFault(string Code, string Key, string? Value, LocalizedText Text);
