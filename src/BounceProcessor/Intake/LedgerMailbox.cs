namespace BounceProcessor.Intake;

/// <summary>One mailbox in one generation, as the ledger knows it.</summary>
/// <param name="Id">0 in a dry run of a mailbox that was never read.</param>
/// <param name="Generation">The generation of its keys.</param>
/// <param name="ListFrom">The position where a listing starts.</param>
internal sealed record LedgerMailbox(long Id, string Generation, long ListFrom);
