using System.Globalization;

using Microsoft.Extensions.Options;

namespace BounceProcessor.Host.Pages.Text;

/// <summary>Moments as people here read them. Stored is UTC.</summary>
internal sealed class LocalTime(IOptions<PagesOptions> options)
{
    private readonly TimeZoneInfo _zone = TimeZoneInfo.FindSystemTimeZoneById(options.Value.TimeZone);

    /// <summary>Date and time to the minute, for lists.</summary>
    public string Short(DateTimeOffset moment) => Format(moment, Languages.Current == "et" ? "dd.MM.yyyy HH:mm" : "d MMM yyyy HH:mm");

    /// <summary>Date and time to the second with the offset to UTC, for one event.</summary>
    public string Full(DateTimeOffset moment) =>
        Format(moment, Languages.Current == "et" ? "dd.MM.yyyy HH:mm:ss 'UTC'zzz" : "d MMM yyyy HH:mm:ss 'UTC'zzz");

    private string Format(DateTimeOffset moment, string format) =>
        TimeZoneInfo.ConvertTime(moment, _zone).ToString(format, CultureInfo.CurrentCulture);
}
