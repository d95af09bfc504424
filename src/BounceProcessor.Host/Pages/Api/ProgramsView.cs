using BounceProcessor.ApiTokens;
using BounceProcessor.Webhooks;

namespace BounceProcessor.Host.Pages.Api;

/// <summary>The loaded tokens and webhooks.</summary>
/// <param name="Tokens">Newest first.</param>
/// <param name="Webhooks">Newest first.</param>
/// <param name="Companies">Codes of all companies.</param>
public sealed record ProgramsView(IReadOnlyList<ApiToken> Tokens, IReadOnlyList<WebhookEndpoint> Webhooks, IReadOnlyList<string> Companies);
