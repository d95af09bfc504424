using BounceProcessor.MassMail.Recipients;

namespace BounceProcessor.Tests.MassMail;

/// <summary>Hands out rows and counts how many of them somebody still holds.</summary>
internal sealed class AliveRows(int number, Func<int, IReadOnlyList<string>> cells)
{
    private const int LookEvery = 2_500;

    private readonly List<WeakReference> _rows = [];

    /// <summary>Most that were held at once.</summary>
    public int Most { get; private set; }

    public async IAsyncEnumerable<RecipientRow> RowsAsync()
    {
        for (var i = 1; i <= number; i++)
        {
            yield return New(i);
            if (i % LookEvery == 0)
            {
                await Task.Yield();
                GC.Collect();
                Most = Math.Max(Most, _rows.Count(row => row.IsAlive));
            }
        }
    }

    private RecipientRow New(int i)
    {
        var row = new RecipientRow(i + 1, cells(i), null);
        _rows.Add(new WeakReference(row));
        return row;
    }
}
