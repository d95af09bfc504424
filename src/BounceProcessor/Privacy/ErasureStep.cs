using System.Data.Common;

namespace BounceProcessor.Privacy;

/// <summary>One table that an erasure goes through.</summary>
/// <param name="Name">For people: <c>raw mails</c>.</param>
/// <param name="Find">Looks at the rows behind an id and changes nothing.</param>
/// <param name="Erase">Erases hits, as the rows are at that moment.</param>
internal sealed record ErasureStep(
    string Name,
    Func<ErasureScope, long, CancellationToken, Task<ErasurePage>> Find,
    Func<ErasureScope, IReadOnlyList<ErasureHit>, DbTransaction, CancellationToken, Task> Erase);
