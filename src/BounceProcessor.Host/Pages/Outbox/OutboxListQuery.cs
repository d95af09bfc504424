using System.Globalization;

using BounceProcessor.Diagnosis;
using BounceProcessor.Sending.Records;

namespace BounceProcessor.Host.Pages.Outbox;

/// <summary>A view of the sent mails, and its address: a link reproduces the view.</summary>
public sealed record OutboxListQuery
{
    /// <summary>Rows a page.</summary>
    public const int Size = 50;

    private const int Longest = 200;

    /// <summary>Code of a <see cref="SentMailState"/>; <see langword="null"/> for all mails.</summary>
    public string? State { get; init; }

    /// <summary>Code of a company.</summary>
    public string? Company { get; init; }

    /// <summary>Code of a user.</summary>
    public string? User { get; init; }

    /// <summary>Address of a recipient.</summary>
    public string? Recipient { get; init; }

    /// <summary>Source document.</summary>
    public string? Document { get; init; }

    /// <summary>Part of subject, document, customer, Message-ID or From.</summary>
    public string? Text { get; init; }

    /// <summary>From 1.</summary>
    public int Page { get; init; } = 1;

    /// <summary>Codes of the states that can be asked for.</summary>
    public static IReadOnlyCollection<string> States { get; } = Codes.All<SentMailState>();

    /// <summary>Whether anything is filtered.</summary>
    public bool IsFiltered => (State ?? Company ?? User ?? Recipient ?? Document ?? Text) is not null;

    internal SentMailFilter Filter => new() { State = State, Company = Company, User = User, Recipient = Recipient, Document = Document, Text = Text };

    /// <summary>What the address says; values that cannot be are replaced by the defaults.</summary>
    public static OutboxListQuery Of(string? state, string? company, string? user, string? recipient, string? document, string? text, string? page) => new()
    {
        State = state is not null && States.Contains(state) ? state : null,
        Company = Value(company),
        User = Value(user),
        Recipient = Value(recipient),
        Document = Value(document),
        Text = Value(text),
        Page = int.TryParse(page, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? Math.Clamp(number, 1, 1_000_000) : 1,
    };

    /// <summary>The address of another page of the same view.</summary>
    public string AddressOf(int page) => (this with { Page = page }).Address();

    /// <summary>The address of this view, without what is default.</summary>
    public string Address()
    {
        string?[] parts =
        [
            Part("state", State),
            Part("company", Company),
            Part("user", User),
            Part("recipient", Recipient),
            Part("document", Document),
            Part("q", Text),
            Page == 1 ? null : $"page={Page.ToString(CultureInfo.InvariantCulture)}",
        ];
        var query = string.Join('&', parts.OfType<string>());
        return query.Length == 0 ? "/outbox" : $"/outbox?{query}";
    }

    private static string? Value(string? text) => string.IsNullOrWhiteSpace(text) || text.Length > Longest ? null : text.Trim();

    private static string? Part(string name, string? value) => value is null ? null : $"{name}={Uri.EscapeDataString(value)}";
}
