using System.Globalization;

using BounceProcessor.Intake;

namespace BounceProcessor.Host.Pages.Runs;

/// <summary>A view of the runs, and its address: a link reproduces the view.</summary>
/// <param name="Mailbox">Of one mailbox; <see langword="null"/> for all.</param>
/// <param name="OnlyFaults">Only runs with faults.</param>
/// <param name="Page">From 1.</param>
public sealed record RunListQuery(string? Mailbox, bool OnlyFaults, int Page)
{
    /// <summary>Rows a page.</summary>
    public const int Size = 50;

    private const int LongestName = 200;

    /// <summary>Whether anything is filtered.</summary>
    public bool IsFiltered => Mailbox is not null || OnlyFaults;

    /// <summary>What the store is asked for.</summary>
    public RunFilter Filter => new() { Mailbox = Mailbox, OnlyFaults = OnlyFaults };

    /// <summary>A query with what the address says; values that cannot be are replaced by the defaults.</summary>
    public static RunListQuery Of(string? mailbox, string? faults, string? page) => new(
        string.IsNullOrWhiteSpace(mailbox) || mailbox.Length > LongestName ? null : mailbox,
        faults is { Length: > 0 },
        int.TryParse(page, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? Math.Clamp(number, 1, 1_000_000) : 1);

    /// <summary>The address of another page of the same view.</summary>
    public string AddressOf(int page) => (this with { Page = page }).Address();

    /// <summary>The address of this view, without what is default.</summary>
    public string Address()
    {
        string?[] parts =
        [
            Mailbox is null ? null : $"mailbox={Uri.EscapeDataString(Mailbox)}",
            OnlyFaults ? "faults=1" : null,
            Page == 1 ? null : $"page={Page.ToString(CultureInfo.InvariantCulture)}",
        ];
        var query = string.Join('&', parts.OfType<string>());
        return query.Length == 0 ? "/runs" : $"/runs?{query}";
    }
}
