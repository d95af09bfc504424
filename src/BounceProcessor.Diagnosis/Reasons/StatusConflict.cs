using BounceProcessor.Diagnosis.Smtp;

namespace BounceProcessor.Diagnosis.Reasons;

/// <summary>Two status codes that differ, and why one was taken.</summary>
/// <param name="InWords">The code in the refusing server's words.</param>
/// <param name="InField">The report's Status field.</param>
/// <param name="Because">The row of the table that decided.</param>
public sealed record StatusConflict(EnhancedStatusCode InWords, EnhancedStatusCode InField, StatusPreference Because);
