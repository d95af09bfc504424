namespace BounceProcessor.Host.Pages.Outbox;

/// <summary>One loaded page of sent mails.</summary>
/// <param name="Address">The view it belongs to.</param>
/// <param name="Rows">Its rows.</param>
/// <param name="Total">How many mails there are in all.</param>
/// <param name="Waiting">Transmissions to be sent, in all of the outbox.</param>
/// <param name="Unsure">Transmissions that wait for a person, in all of the outbox.</param>
/// <param name="Servers">Servers that cannot be used, with the reason.</param>
public sealed record OutboxListView(string Address, IReadOnlyList<OutboxRow> Rows, long Total, long Waiting, long Unsure, IReadOnlyList<OutboxServer> Servers);
