using System.Globalization;

using Microsoft.AspNetCore.Localization;

namespace BounceProcessor.Host.Pages.Text;

/// <summary>The languages of the pages and how one is chosen: by the switch (a cookie), else by what the browser asks for, else English.</summary>
internal static class Languages
{
    private const string Cookie = "bounceproc-language";

    /// <summary>Codes, in the order of the switch.</summary>
    public static IReadOnlyList<string> All { get; } = ["et", "en"];

    /// <summary>The language of the page being made.</summary>
    public static string Current => CultureInfo.CurrentUICulture.TwoLetterISOLanguageName;

    public static void Configure(RequestLocalizationOptions options)
    {
        options.SetDefaultCulture("en").AddSupportedCultures([.. All]).AddSupportedUICultures([.. All]);
        options.RequestCultureProviders =
        [
            new CookieRequestCultureProvider { CookieName = Cookie },
            new AcceptLanguageHeaderRequestCultureProvider(),
        ];
    }

    /// <summary>Remembers a choice in the browser for a year.</summary>
    public static void Remember(HttpResponse response, string language) => response.Cookies.Append(
        Cookie,
        CookieRequestCultureProvider.MakeCookieValue(new RequestCulture(language)),
        new CookieOptions { MaxAge = TimeSpan.FromDays(365), HttpOnly = true, SameSite = SameSiteMode.Lax, IsEssential = true, Secure = response.HttpContext.Request.IsHttps });
}
