namespace BounceProcessor.Sending.Composing;

/// <summary>Where the bounces of one transmission go.</summary>
/// <param name="Address">The address in MAIL FROM, with the token where it carries one.</param>
/// <param name="Token">The transmission's token; every transmission has one, for its header.</param>
internal sealed record EnvelopeSender(string Address, string Token);
