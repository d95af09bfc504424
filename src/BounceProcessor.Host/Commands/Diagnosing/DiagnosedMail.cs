namespace BounceProcessor.Host.Commands.Diagnosing;

/// <summary>What one mail came to.</summary>
/// <param name="Result">What was made of the diagnosis; <see langword="null"/> when the mail could not be read.</param>
/// <param name="Complaint">One line for standard error; <see langword="null"/> when there is nothing to say.</param>
/// <param name="Code">The exit code that tells of the fault.</param>
internal sealed record DiagnosedMail<T>(T? Result, string? Complaint, int Code)
    where T : class;
