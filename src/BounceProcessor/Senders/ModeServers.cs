namespace BounceProcessor.Senders;

/// <summary>The servers that the operator names for the modes that have one of their own.</summary>
/// <param name="Operator">For Directo and Directo-Reply-To.</param>
/// <param name="Microsoft365">For Microsoft 365 OAUTH.</param>
public sealed record ModeServers(OperatorServerOptions Operator, Microsoft365ServerOptions Microsoft365);
