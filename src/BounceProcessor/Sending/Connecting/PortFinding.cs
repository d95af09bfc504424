namespace BounceProcessor.Sending.Connecting;

/// <summary>How a port answers that did not answer as asked.</summary>
/// <param name="PlainWords">What it says by itself without encryption; empty when it keeps silent.</param>
/// <param name="SpeaksTls">It speaks TLS from the first byte.</param>
internal sealed record PortFinding(string PlainWords, bool SpeaksTls)
{
    /// <summary>Nobody has looked.</summary>
    public static readonly PortFinding Unknown = new("", false);
}
