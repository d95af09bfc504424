using System.Globalization;
using System.Text;

using BounceProcessor.Events;

namespace BounceProcessor.Host.Pages.Events;

/// <summary>A view of the list, and its address: a link reproduces the view.</summary>
public sealed record EventListQuery
{
    /// <summary>In the address, events that belong to no company.</summary>
    public const string Unresolved = "-";

    private const string Path = "/events";
    private const int DefaultSize = 50;
    private const int LongestText = 200;

    /// <summary>Rows a page may have.</summary>
    public static IReadOnlyList<int> Sizes { get; } = [25, DefaultSize, 100];

    /// <summary>From 1.</summary>
    public int Page { get; init; } = 1;

    /// <summary>Rows a page.</summary>
    public int Size { get; init; } = DefaultSize;

    /// <summary>A company's code, or <see cref="Unresolved"/>.</summary>
    public string? Company { get; init; }

    /// <summary>Kind code.</summary>
    public string? Kind { get; init; }

    /// <summary>Reason code.</summary>
    public string? Reason { get; init; }

    /// <summary>Severity code.</summary>
    public string? Severity { get; init; }

    /// <summary>Status code.</summary>
    public string? Status { get; init; }

    /// <summary>Trust code.</summary>
    public string? Trust { get; init; }

    /// <summary>Customer code, whole.</summary>
    public string? Customer { get; init; }

    /// <summary>Document, whole.</summary>
    public string? Document { get; init; }

    /// <summary>Code of the user who sent the mail.</summary>
    public string? User { get; init; }

    /// <summary>Words looked for.</summary>
    public string? Text { get; init; }

    /// <summary>Whether anything is filtered.</summary>
    public bool IsFiltered => this with { Page = 1, Size = DefaultSize } != new EventListQuery();

    /// <summary>What the store is asked for.</summary>
    public EventFilter Filter => new()
    {
        Company = Company == Unresolved ? "" : Company,
        Kind = Kind,
        Reason = Reason,
        Severity = Severity,
        Status = Status,
        Trust = Trust,
        Customer = Customer,
        Document = Document,
        User = User,
        Text = Text,
    };

    /// <summary>A query with what the address says; values that cannot be are replaced by the defaults.</summary>
    public EventListQuery Tidy() => new()
    {
        Page = Math.Clamp(Page, 1, 1_000_000),
        Size = Sizes.Contains(Size) ? Size : DefaultSize,
        Company = Value(Company),
        Kind = Value(Kind),
        Reason = Value(Reason),
        Severity = Value(Severity),
        Status = Value(Status),
        Trust = Value(Trust),
        Customer = Value(Customer),
        Document = Value(Document),
        User = Value(User),
        Text = Value(Text),
    };

    /// <summary>The address of another page of the same view.</summary>
    public string AddressOf(int page) => (this with { Page = page }).Address();

    /// <summary>The address of this view, without what is default.</summary>
    public string Address()
    {
        var address = new StringBuilder(Path);
        Add(address, "q", Text);
        Add(address, "company", Company);
        Add(address, "kind", Kind);
        Add(address, "reason", Reason);
        Add(address, "severity", Severity);
        Add(address, "status", Status);
        Add(address, "trust", Trust);
        Add(address, "customer", Customer);
        Add(address, "document", Document);
        Add(address, "user", User);
        Add(address, "size", Size == DefaultSize ? null : Size.ToString(CultureInfo.InvariantCulture));
        Add(address, "page", Page == 1 ? null : Page.ToString(CultureInfo.InvariantCulture));
        return address.ToString();
    }

    private static void Add(StringBuilder address, string name, string? value)
    {
        if (!string.IsNullOrEmpty(value))
        {
            address.Append(address.Length == Path.Length ? '?' : '&').Append(name).Append('=').Append(Uri.EscapeDataString(value));
        }
    }

    private static string? Value(string? value) =>
        string.IsNullOrWhiteSpace(value) ? null : value.Length > LongestText ? value[..LongestText] : value.Trim();
}
