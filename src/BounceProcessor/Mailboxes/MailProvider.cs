using BounceProcessor.SignIn;

namespace BounceProcessor.Mailboxes;

/// <summary>Whose mailbox it is; the big ones refuse in ways of their own.</summary>
internal enum MailProvider
{
    /// <summary>Any server.</summary>
    Other,

    /// <summary>Microsoft 365.</summary>
    Microsoft,

    /// <summary>Gmail and Google Workspace.</summary>
    Google,
}

/// <summary>Tells the provider of a mailbox.</summary>
internal static class MailProviders
{
    private static readonly string[] MicrosoftHosts = ["outlook.com", "office365.com", "office365.us", "outlook.cn"];

    private static readonly string[] GoogleHosts = ["gmail.com", "googlemail.com"];

    /// <summary>By what its tokens come from, else by its server.</summary>
    public static MailProvider Of(MailboxOptions options) => options switch
    {
        { OAuth.Grant: TokenGrant.MicrosoftApp or TokenGrant.MicrosoftUser } => MailProvider.Microsoft,
        { OAuth.Grant: TokenGrant.GoogleServiceAccount or TokenGrant.GoogleUser } => MailProvider.Google,
        _ when Is(options.Host, MicrosoftHosts) => MailProvider.Microsoft,
        _ when Is(options.Host, GoogleHosts) => MailProvider.Google,
        _ => MailProvider.Other,
    };

    private static bool Is(string host, string[] domains) => domains.Any(domain =>
        host.Equals(domain, StringComparison.OrdinalIgnoreCase) || host.EndsWith("." + domain, StringComparison.OrdinalIgnoreCase));
}
