namespace BounceProcessor.Senders;

/// <summary>How a sending server is signed in to.</summary>
public enum SubmissionSignIn
{
    /// <summary>Not at all.</summary>
    None,

    /// <summary>User name and password.</summary>
    Password,

    /// <summary>XOAUTH2 with an access token.</summary>
    Xoauth2,
}
