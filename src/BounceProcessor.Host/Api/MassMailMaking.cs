using BounceProcessor.Diagnosis;
using BounceProcessor.MassMail;

namespace BounceProcessor.Host.Api;

/// <summary>Makes a mass mail of what a request asks for.</summary>
internal sealed class MassMailMaking(BatchParties parties, BatchLoading loading, BatchStore store)
{
    /// <summary>Why mass mail is not open to its user; <see langword="null"/> when it is.</summary>
    public Task<LocalizedText?> RefusalAsync(MassMailOrder order, CancellationToken cancellationToken) => parties.RefusalAsync(order.Wanted.Company, order.Wanted.User, cancellationToken);

    /// <summary>Makes the draft.</summary>
    public Task<LoadingOutcome> MakeAsync(MassMailOrder order, CancellationToken cancellationToken) => loading.LoadAsync(order.Wanted, order.Recipients, order.Files, null, cancellationToken);

    /// <summary>As it is now.</summary>
    public Task<MassMailView> ViewAsync(Batch batch, CancellationToken cancellationToken) => MassMailView.OfAsync(batch, store, cancellationToken);
}
