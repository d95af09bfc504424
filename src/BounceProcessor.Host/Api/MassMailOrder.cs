using BounceProcessor.MassMail;
using BounceProcessor.MassMail.Recipients;

namespace BounceProcessor.Host.Api;

/// <summary>A mass mail as a request asks for it.</summary>
/// <param name="Wanted">Whose, and which letter.</param>
/// <param name="Recipients">The rows.</param>
/// <param name="Files">Its files.</param>
internal sealed record MassMailOrder(NewBatch Wanted, RecipientList Recipients, BatchFiles Files);
