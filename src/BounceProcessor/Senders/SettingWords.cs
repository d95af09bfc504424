using BounceProcessor.Diagnosis;

namespace BounceProcessor.Senders;

/// <summary>Settings in words.</summary>
internal static class SettingWords
{
    /// <summary>Where a value comes from: <c>from user ADMIN</c>.</summary>
    public static LocalizedText Of(SettingSource source) => source.Kind switch
    {
        SettingPlace.OwnCard => new("from the user's own card", "kasutaja enda kaardilt"),
        SettingPlace.BaseUser => new($"from user {source.User}", $"kasutajalt {source.User}"),
        SettingPlace.Mode => new("given by the mode", "tuleb meili saatjast"),
        SettingPlace.Configuration => new("from the configuration", "seadistusfailist"),
        SettingPlace.Company => new("from the company", "firmalt"),
        _ => new("usual value", "tavaväärtus"),
    };

    /// <summary>Name of a mode; the same in both languages.</summary>
    public static string Of(SenderMode mode) => mode switch
    {
        SenderMode.Smtp => "SMTP",
        SenderMode.Microsoft365Oauth => "Microsoft 365 OAUTH",
        SenderMode.DirectoReplyTo => "Directo-Reply-To",
        _ => "Directo",
    };

    /// <summary>How a connection is encrypted.</summary>
    public static LocalizedText Of(SubmissionTls tls) => tls switch
    {
        SubmissionTls.StartTls => new("STARTTLS", "STARTTLS"),
        SubmissionTls.SslOnConnect => new("SSL", "SSL"),
        _ => new("not encrypted", "krüptimata"),
    };

    /// <summary>How a server is signed in to.</summary>
    public static LocalizedText Of(SubmissionSignIn signIn) => signIn switch
    {
        SubmissionSignIn.Password => new("user name and password", "kasutajanimi ja parool"),
        SubmissionSignIn.Xoauth2 => new("OAUTH", "OAUTH"),
        _ => new("without sign-in", "sisse logimata"),
    };
}
