using BounceProcessor.Diagnosis;

namespace BounceProcessor.Sending.Checking;

/// <summary>One step of the connection test.</summary>
/// <param name="Name">What was tried: settings, name, connection, TLS, greeting, access token, sign-in, sender.</param>
/// <param name="Outcome">How it went.</param>
/// <param name="Text">What was found, or what is wrong and how to mend it.</param>
public sealed record SenderCheckStep(LocalizedText Name, SenderCheckOutcome Outcome, LocalizedText Text);
