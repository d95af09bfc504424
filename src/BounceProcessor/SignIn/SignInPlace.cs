namespace BounceProcessor.SignIn;

/// <summary>How a person who signs in is told what to do.</summary>
/// <param name="Tell">Shows a line.</param>
/// <param name="Port">Port of this machine that the browser comes back to; 0 for any that is free.</param>
internal sealed record SignInPlace(Func<string, Task> Tell, int Port);
