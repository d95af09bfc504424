namespace BounceProcessor.ApiTokens;

/// <summary>A token just made.</summary>
/// <param name="Token">What is kept of it.</param>
/// <param name="Text">The token itself, to be shown once.</param>
internal sealed record NewApiToken(ApiToken Token, string Text);
