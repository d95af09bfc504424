using BounceProcessor.Sending.Connecting;

namespace BounceProcessor.Sending.Outbox;

/// <summary>Why servers are left alone, for commands and <c>/health</c>.</summary>
internal static class RestWords
{
    /// <summary>What is to be said of one server, behind its name.</summary>
    public static string Of(RestCause cause) => cause switch
    {
        RestCause.SignIn => "refuses the sign-in",
        RestCause.NotPublic => $"has an address inside the operator's network ({ConnectingOptions.Section}:AllowedNetworks allows it)",
        RestCause.SetUp => "cannot be used as it is set up",
        _ => "cannot be reached",
    };

    /// <summary>The same of several servers.</summary>
    public static string OfSeveral(RestCause cause) => cause switch
    {
        RestCause.SignIn => "refuse the sign-in",
        RestCause.NotPublic => $"have an address inside the operator's network ({ConnectingOptions.Section}:AllowedNetworks allows it)",
        _ => Of(cause),
    };
}
