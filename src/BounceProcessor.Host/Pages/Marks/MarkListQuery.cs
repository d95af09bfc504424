using System.Globalization;

using BounceProcessor.Marks;

namespace BounceProcessor.Host.Pages.Marks;

/// <summary>A view of the marks, and its address: a link reproduces the view.</summary>
/// <param name="Company">Of one company; <see langword="null"/> for all.</param>
/// <param name="Kind">Code of the kind; <see langword="null"/> for all.</param>
/// <param name="State"><c>over</c>, <c>all</c>, or <see langword="null"/> for those in force.</param>
/// <param name="Text">Part of the address.</param>
/// <param name="Page">From 1.</param>
public sealed record MarkListQuery(string? Company, string? Kind, string? State, string? Text, int Page)
{
    /// <summary>Rows a page.</summary>
    public const int Size = 50;

    /// <summary>Shows those that are over.</summary>
    public const string Over = "over";

    /// <summary>Shows all.</summary>
    public const string All = "all";

    private const int LongestText = 200;

    /// <summary>Whether anything is filtered.</summary>
    public bool IsFiltered => Company is not null || Kind is not null || State is not null || Text is not null;

    /// <summary>What the store is asked for.</summary>
    public MarkFilter Filter => new() { Company = Company, Kind = Kind, InForce = State == All ? null : State != Over, Text = Text };

    /// <summary>The address of the same marks as a file.</summary>
    public string FileAddress => "/marks/marks.csv" + QueryText(1);

    /// <summary>A query with what the address says; values that cannot be are replaced by the defaults.</summary>
    public static MarkListQuery Of(string? company, string? kind, string? state, string? text, string? page) => new(
        Value(company),
        MarkWords.Kinds.Contains(kind) ? kind : null,
        state is Over or All ? state : null,
        Value(text),
        int.TryParse(page, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? Math.Clamp(number, 1, 1_000_000) : 1);

    /// <summary>The address of another page of the same view.</summary>
    public string AddressOf(int page) => "/marks" + QueryText(page);

    /// <summary>The address of this view, without what is default.</summary>
    public string Address() => AddressOf(Page);

    private string QueryText(int page)
    {
        (string Name, string? Value)[] parts =
            [("q", Text), ("company", Company), ("kind", Kind), ("state", State), ("page", page == 1 ? null : page.ToString(CultureInfo.InvariantCulture))];
        var query = string.Join('&', parts.Where(part => part.Value is not null).Select(part => $"{part.Name}={Uri.EscapeDataString(part.Value ?? "")}"));
        return query.Length == 0 ? "" : "?" + query;
    }

    private static string? Value(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Length > LongestText ? text[..LongestText] : text.Trim();
}
