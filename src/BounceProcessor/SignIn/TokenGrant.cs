namespace BounceProcessor.SignIn;

/// <summary>Where the access token of an account comes from.</summary>
public enum TokenGrant
{
    /// <summary>From the configuration, as it stands; somebody else renews it.</summary>
    Fixed,

    /// <summary>Microsoft 365, app-only: the program signs in as itself (client credentials).</summary>
    MicrosoftApp,

    /// <summary>Microsoft 365, delegated: a person has signed in once (device code).</summary>
    MicrosoftUser,

    /// <summary>Google Workspace: a service account with domain-wide delegation.</summary>
    GoogleServiceAccount,

    /// <summary>Google: a person has signed in once (refresh token).</summary>
    GoogleUser,
}
