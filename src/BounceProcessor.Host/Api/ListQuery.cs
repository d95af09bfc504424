using BounceProcessor.Diagnosis;
using BounceProcessor.Sending.Composing;

namespace BounceProcessor.Host.Api;

/// <summary>What the lists have in common.</summary>
internal static class ListQuery
{
    private const int Usual = 50;
    private const int Most = 200;

    /// <summary>Rows a page.</summary>
    public static int Limit(int? wanted) => Math.Clamp(wanted ?? Usual, 1, Most);

    /// <summary>A cursor that is none.</summary>
    public static MailFault NoCursor(string field) => new(field, "cursor-invalid", new LocalizedText(
        "This is no cursor of this list; use next of the page before as it is, or leave it out to begin anew.",
        "See ei ole selle loendi kursor; kasutage eelmise lehe next väärtust muutmata või jätke see ära, et alustada algusest."));
}
