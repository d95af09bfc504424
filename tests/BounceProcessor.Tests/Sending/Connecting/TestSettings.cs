using BounceProcessor.Senders;

namespace BounceProcessor.Tests.Sending.Connecting;

/// <summary>Settings in force, for a server of the test.</summary>
internal static class TestSettings
{
    private static readonly SettingSource Card = new(SettingPlace.OwnCard, "mari");

    private static readonly SettingSource Configuration = new(SettingPlace.Configuration, null);

    /// <summary>A card of mode SMTP with a server of this machine, which only the operator may name; without a user name nobody signs in.</summary>
    public static EffectiveSettings Of(int port, SubmissionTls tls = SubmissionTls.None, string? username = null, SubmissionSignIn? signIn = null, string host = "127.0.0.1") => new()
    {
        Company = "firmanimi",
        User = "mari",
        Name = "Mari Maasikas",
        Email = "mari@firmanimi.example",
        Mode = new(signIn == SubmissionSignIn.Xoauth2 ? SenderMode.Microsoft365Oauth : SenderMode.Smtp, Card),
        Host = new(host, Configuration),
        IsOperatorServer = false,
        Port = new(port, Card),
        Tls = new(tls, Card),
        SignIn = signIn ?? (username is null ? SubmissionSignIn.None : SubmissionSignIn.Password),
        Username = username is null ? null : new(username, Card),
        Password = username is null ? null : Card,
    };
}
