namespace BounceProcessor.Host.Commands.Diagnosing;

/// <summary>What one mail came to.</summary>
/// <param name="Output">The text to print; empty when the mail could not be read.</param>
/// <param name="Complaint">One line for standard error; <see langword="null"/> when there is nothing to say.</param>
/// <param name="Code">The exit code that tells of the fault.</param>
internal sealed record DiagnosedMail(string Output, string? Complaint, int Code);
