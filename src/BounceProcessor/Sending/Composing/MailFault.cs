using BounceProcessor.Diagnosis;

namespace BounceProcessor.Sending.Composing;

/// <summary>Why a mail cannot be sent as asked for, or what its sender should know.</summary>
/// <param name="Field">Which part of the request: <c>recipients[2].address</c>.</param>
/// <param name="Code">For programs: <c>address-invalid</c>, <c>unknown-user</c>, <c>too-large</c>, <c>mail-loop</c>, <c>address-marked</c>.</param>
/// <param name="Text">What is wrong, with which value, and what to do.</param>
public sealed record MailFault(string Field, string Code, LocalizedText Text);
