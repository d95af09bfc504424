using BounceProcessor.Mailboxes;

namespace BounceProcessor.Intake;

/// <summary>Works out where the next listing of a mailbox may start, so that a large mailbox is not listed whole in every run.</summary>
internal sealed class ListingPosition
{
    private long _highest;
    private long? _lowestLeft;
    private bool _ascending = true;

    /// <summary>A mail was listed.</summary>
    public void Saw(MailEntry entry)
    {
        _ascending = _ascending && (entry.Position > _highest || _highest == 0);
        _highest = Math.Max(_highest, entry.Position);
    }

    /// <summary>A listed mail is not done or not settled; the next listing must show it again.</summary>
    public void Leave(MailEntry entry) => _lowestLeft = Math.Min(_lowestLeft ?? entry.Position, entry.Position);

    /// <summary>The start of the next listing.</summary>
    /// <param name="complete">The listing came to its end; otherwise only a listing in order tells anything about what was not listed.</param>
    /// <param name="lookBack">Positions to go back.</param>
    /// <returns><see langword="null"/> when nothing can be said: the start stays as it is.</returns>
    public long? Next(bool complete, long lookBack) => _highest > 0 && (complete || _ascending)
        ? Math.Max(0, Math.Min(_lowestLeft ?? long.MaxValue, _highest + 1) - lookBack)
        : null;
}
