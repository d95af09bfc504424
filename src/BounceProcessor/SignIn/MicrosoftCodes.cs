namespace BounceProcessor.SignIn;

/// <summary>Microsoft's AADSTS codes that this program can meet (Microsoft Entra authentication and authorization error codes), in words.</summary>
internal static class MicrosoftCodes
{
    private const string Registration = "in the app registration (Microsoft Entra admin center)";

    private const string SignInAgain = "sign in again: {SignIn}";

    private const string AskAdministrator = "ask the administrator of the directory, then sign in again: {SignIn}";

    /// <summary>By number.</summary>
    public static readonly IReadOnlyDictionary<int, RefusalWords> ByNumber = new Dictionary<int, RefusalWords>
    {
        // The application and its secret.
        [7000215] = new("the client secret of application {ClientId} is wrong", "set {Key:ClientSecret} to the secret's value (not its id) from Certificates & secrets " + Registration),
        [7000222] = new("the client secret of application {ClientId} has expired", "make a new secret " + Registration + " and set {Key:ClientSecret} to its value"),
        [7000218] = new("application {ClientId} is no public client, so nobody can sign in to it without a secret", "set \"Allow public client flows\" to Yes under Authentication " + Registration),
        [700027] = new("the certificate is not the one that is registered with application {ClientId}", "upload the certificate of {Key:CertificateFile} under Certificates & secrets " + Registration),
        [7000214] = new("the certificate is not registered with application {ClientId}", "upload the certificate of {Key:CertificateFile} under Certificates & secrets " + Registration),
        [700024] = new("the signed assertion is not valid at this time", "check the clock of this machine"),
        [700016] = new("directory \"{Tenant}\" does not know application {ClientId}", "check {Key:ClientId} and {Key:Tenant}; an application of another organisation needs its consent first"),
        [7000112] = new("application {ClientId} is disabled", "enable it under Enterprise applications in the Microsoft Entra admin center"),
        [90002] = new("there is no directory \"{Tenant}\"", "set {Key:Tenant} to the directory (tenant) id, or to a domain of the organisation"),
        [900023] = new("\"{Tenant}\" is no directory", "set {Key:Tenant} to the directory (tenant) id, or to a domain of the organisation"),
        [50059] = new("no directory is named", "set {Key:Tenant} to the directory (tenant) id of the organisation"),
        [50194] = new("application {ClientId} is for one organisation only", "set {Key:Tenant} to that organisation's directory (tenant) id"),
        [50034] = new("the user \"{User}\" is not in directory \"{Tenant}\"", "check the mailbox's Username and {Key:Tenant}"),
        [50020] = new("the user who signed in is of another organisation than \"{Tenant}\"", "sign in as a user of that organisation: {SignIn}"),
        [50105] = new("the user is not assigned to application {ClientId}", "assign the user under Enterprise applications, or set Assignment required to No there"),

        // What it may do.
        [65001] = new("nobody has consented to what application {ClientId} asks for ({Scope})", "have an administrator grant consent under API permissions " + Registration),
        [90094] = new("an administrator has to consent to what application {ClientId} asks for ({Scope})", "have an administrator grant consent under API permissions " + Registration),
        [500011] = new("directory \"{Tenant}\" does not know what is asked for ({Scope})", "check {Key:Scope}; for IMAP leave it empty, and the organisation needs Exchange Online"),
        [70011] = new("the scope \"{Scope}\" is none", "leave {Key:Scope} empty; app-only sign-in needs one that ends in /.default"),
        [1002012] = new("the scope \"{Scope}\" is none for app-only sign-in", "leave {Key:Scope} empty; app-only sign-in needs one that ends in /.default"),

        // The person who signed in.
        [50053] = new("the account is locked after too many attempts", "wait, or have an administrator unlock it, then sign in again: {SignIn}"),
        [50055] = new("the password of the account has expired", "change it, then sign in again: {SignIn}"),
        [50057] = new("the account is disabled", AskAdministrator),
        [50076] = new("the organisation asks for a second factor", SignInAgain),
        [50079] = new("the organisation asks for a second factor, which is not set up", SignInAgain),
        [50078] = new("the second factor has expired", SignInAgain),
        [50173] = new("the sign-in was revoked, since the password changed or an administrator ended it", SignInAgain),
        [50133] = new("the sign-in ended because the password changed or expired", SignInAgain),
        [70008] = new("the refresh token has expired", SignInAgain),
        [700082] = new("the refresh token has expired, since it was not used for a long time", SignInAgain),
        [70043] = new("the refresh token has expired; the organisation limits how long a sign-in lasts", AskAdministrator),
        [70000] = new("the refresh token is none, or was revoked", SignInAgain),
        [70016] = new("nobody has entered the code yet", SignInAgain),
        [70018] = new("the code is wrong or was used already", SignInAgain),
        [70019] = new("the code has expired before anybody signed in", SignInAgain),
        [70020] = new("the code has expired before anybody signed in", SignInAgain),

        // Rules of the organisation.
        [53000] = new("a conditional access rule asks for a managed device", "have an administrator exempt application {ClientId} from the rule"),
        [53003] = new("a conditional access rule blocks the sign-in", "have an administrator look it up in the sign-in log and exempt application {ClientId} or this machine's address"),
        [530003] = new("a conditional access rule asks for a registered device", "have an administrator exempt application {ClientId} from the rule"),
        [53004] = new("the user has to set up a second factor first", SignInAgain),

        // Passing.
        [90033] = new("the service is out of order for a while", "wait; it is tried again with the next poll"),
        [50196] = new("there were too many requests of the same kind", "wait; check that no other program signs in with application {ClientId} in a loop"),
    };

    /// <summary>By the OAuth error, where the number is not known.</summary>
    public static RefusalWords ByError(string? error) => error switch
    {
        "invalid_client" => new("application {ClientId} could not prove who it is", "check {Key:ClientId} and {Key:ClientSecret} or {Key:CertificateFile}"),
        "unauthorized_client" => new("application {ClientId} may not ask so", "check the mailbox's OAuth:Grant and, " + Registration + ", the kind of application"),
        "invalid_grant" or "interaction_required" => new("the sign-in is no longer good", SignInAgain),
        "invalid_scope" => new("the scope \"{Scope}\" is none", "check {Key:Scope}"),
        "access_denied" or "authorization_declined" => new("the sign-in was declined on the page", SignInAgain),
        "expired_token" or "code_expired" => new("the code has expired before anybody signed in", SignInAgain),
        _ => new("the request was not granted", "look up the code at https://login.microsoftonline.com/error"),
    };
}
