using System.Globalization;

using BounceProcessor.Diagnosis;

namespace BounceProcessor.Sending.Connecting;

/// <summary>What a server's reply means and what to do about it. The first meaning of a list that fits counts. <c>{User}</c>, <c>{Host}</c> and <c>{Sender}</c> stand for the settings.</summary>
/// <param name="Code">The reply code; <see langword="null"/> for any.</param>
/// <param name="EnhancedCode">The enhanced code; <see langword="null"/> for any.</param>
/// <param name="Words">Words in the reply; <see langword="null"/> for any.</param>
/// <param name="Cause">What it means; no capital letter, no full stop.</param>
/// <param name="Remedy">What to do; likewise.</param>
internal sealed record ReplyMeaning(int? Code, string? EnhancedCode, string? Words, LocalizedText Cause, LocalizedText Remedy)
{
    /// <summary>Whether a reply means this.</summary>
    public bool Fits(ServerReply reply) =>
        (Code is null || Code == reply.Code)
        && (EnhancedCode is null || EnhancedCode == reply.EnhancedCode)
        && (Words is null || reply.Text.Contains(Words, StringComparison.OrdinalIgnoreCase));

    /// <summary>A text with the values of the settings.</summary>
    /// <param name="text">Cause or remedy.</param>
    /// <param name="user">User name of the sign-in.</param>
    /// <param name="host">Server.</param>
    /// <param name="sender">Address in MAIL FROM.</param>
    public static LocalizedText Fill(LocalizedText text, string user, string host, string sender)
    {
        string One(string words) => words
            .Replace("{User}", user, StringComparison.Ordinal)
            .Replace("{Host}", host, StringComparison.Ordinal)
            .Replace("{Sender}", sender, StringComparison.Ordinal);

        return new(One(text.En), One(text.Et));
    }

    /// <summary>For a list's unknown replies: the code says how bad it is.</summary>
    public static ReplyMeaning Unknown(ServerReply reply) => reply.IsTemporary
        ? new(null, null, null,
            new("the server asks to try later", "server palub hiljem uuesti proovida"),
            new("wait and try again; if it stays so, ask who runs the server", "oodake ja proovige uuesti; kui see ei möödu, küsige serveri haldajalt"))
        : new(null, null, null,
            new("the server refuses", "server keeldub"),
            new(string.Create(CultureInfo.InvariantCulture, $"ask who runs the server what reply {reply.Code} means there"), string.Create(CultureInfo.InvariantCulture, $"küsige serveri haldajalt, mida vastus {reply.Code} seal tähendab")));
}
