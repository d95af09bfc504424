using BounceProcessor.Diagnosis;
using BounceProcessor.Senders;
using BounceProcessor.SignIn;

namespace BounceProcessor.Sending.Connecting;

/// <summary>The faults of a sign-in: what failed, in whose words, what to do.</summary>
/// <param name="faults">Makes them.</param>
/// <param name="settings">Where to and as whom.</param>
/// <param name="witness">What the server said.</param>
/// <param name="credentials">With what.</param>
internal sealed class SignInFaults(SubmissionFaults faults, EffectiveSettings settings, SessionWitness witness, SubmissionCredentials credentials)
{
    private string User => settings.Username?.Value ?? "";

    private string Host => TextLine.Of(settings.Host.Value);

    /// <summary>The server refused.</summary>
    public SubmissionException Refused(SubmissionAuthentication attempt, Exception cause)
    {
        if (witness.LastReply is not { Code: >= 400 } heard)
        {
            return Unfinished(cause);
        }

        var reply = heard with { Text = credentials.Clean(heard.Text) };
        var meaning = SignInReplies.All.FirstOrDefault(one => one.Fits(reply));
        if (attempt.Token is { } token && (meaning is null || reply.EnhancedCode is "5.7.3" or "5.7.8"))
        {
            return TokenRefused(attempt, token, reply, cause);
        }

        meaning ??= ReplyMeaning.Unknown(reply);
        var (what, remedy) = (Fill(meaning.Cause), Fill(meaning.Remedy));
        return faults.Fault(
            SubmissionStage.SignIn,
            new($"sign-in as \"{User}\" was refused ({reply}{Reason(attempt)}): {what.En}", $"sisselogimine kasutajana \"{User}\" lükati tagasi ({reply}{Reason(attempt)}): {what.Et}"),
            remedy,
            cause,
            reply.IsTemporary,
            reply);
    }

    /// <summary>The server offers nothing to sign in with, or broke off.</summary>
    public SubmissionException Impossible(SubmissionAuthentication attempt, Exception cause) =>
        cause is not NotSupportedException ? witness.IsChallenging ? Unfinished(cause) : faults.Broken(SubmissionStage.SignIn, cause)
        : attempt.Offered.Length == 0 ? NothingOffered(cause)
        : attempt.Token is not null ? faults.Fault(
            SubmissionStage.SignIn,
            new($"{Host} does not take access tokens (XOAUTH2); it offers {attempt.Offered}", $"{Host} ei võta pääsutõendeid (XOAUTH2) vastu; see pakub: {attempt.Offered}"),
            new("the mode Microsoft 365 OAUTH is for smtp.office365.com; choose SMTP for another server", "meili saatja Microsoft 365 OAUTH on serverile smtp.office365.com; muule serverile valige SMTP"),
            cause,
            isTemporary: false)
        : faults.Fault(
            SubmissionStage.SignIn,
            new($"{Host} takes no passwords; it offers {attempt.Offered}", $"{Host} ei võta paroole vastu; see pakub: {attempt.Offered}"),
            MicrosoftWords.UseOAuth,
            cause,
            isTemporary: false);

    /// <summary>There is no access token to be had.</summary>
    public SubmissionException NoToken(TokenException fault) => faults.Fault(
        SubmissionStage.AccessToken,
        new($"there is no access token for \"{User}\": {fault.Cause}", $"kasutajale \"{User}\" ei saadud pääsutõendit: {fault.Cause}"),
        new(fault.Remedy, $"{Again()}; täpsemalt: {fault.Remedy}"),
        fault,
        fault.IsPassing);

    // ERR: 334 of the business system: the server's challenge was the last thing that was said.
    private SubmissionException Unfinished(Exception cause)
    {
        var asked = witness.Challenge.Length > 0 ? $" {credentials.Clean(witness.Challenge)}" : "";
        return faults.Fault(
            SubmissionStage.SignIn,
            new(
                $"the server asked for credentials (334{asked}) but sign-in was not completed ({SubmissionFaults.Words(cause)}); the business system shows this as \"ERR: 334\"",
                $"server küsis paroolivahetust (334{asked}), kuid autentimist ei lõpetatud ({SubmissionFaults.Words(cause)}); majandustarkvara näitab seda veana „ERR: 334“"),
            new(
                "check in this order: (1) port and SSL/TLS: 587 with STARTTLS or 465 with SSL; (2) that Authenticated SMTP is on for the mailbox; (3) with Microsoft the mode Microsoft 365 OAUTH in place of a password",
                "kontrollige järjekorras: (1) port ja SSL/TLS: 587 ja STARTTLS või 465 ja SSL; (2) postkastil on Authenticated SMTP lubatud; (3) Microsofti puhul parooli asemel meili saatja Microsoft 365 OAUTH"),
            cause,
            isTemporary: false,
            witness.LastReply);
    }

    private SubmissionException TokenRefused(SubmissionAuthentication attempt, AccessToken token, ServerReply reply, Exception cause)
    {
        var own = credentials.Faults(token);
        var refused = new LocalizedText(
            $"{Host} refused the access token of \"{User}\" (XOAUTH2: {reply}{Reason(attempt)})",
            $"{Host} ei võtnud kasutaja \"{User}\" pääsutõendit vastu (XOAUTH2: {reply}{Reason(attempt)})");
        if (own is [var first, ..])
        {
            return faults.Fault(
                SubmissionStage.SignIn,
                new($"{refused.En}: {first.Cause}", $"{refused.Et}: tõend ise ütleb, miks ({first.Cause})"),
                new(first.Remedy, $"{Again()}; täpsemalt: {first.Remedy}"),
                cause,
                reply.IsTemporary,
                reply);
        }

        return faults.Fault(
            SubmissionStage.SignIn,
            new($"{refused.En}, although the token is in order: the mailbox is not open to it", $"{refused.Et}, kuigi tõend on korras: postkast ei ole sellele avatud"),
            credentials.Account?.Options.Grant == TokenGrant.MicrosoftUser ? Fill(UserSteps()) : Fill(MicrosoftWords.ApplicationSteps),
            cause,
            reply.IsTemporary,
            reply);
    }

    private SubmissionException NothingOffered(Exception cause) => settings.Tls.Value == SubmissionTls.None
        ? faults.Fault(
            SubmissionStage.SignIn,
            new($"{Host} offers no sign-in without encryption", $"{Host} ei paku krüptimata ühenduses sisselogimist"),
            new("set SSL/TLS to STARTTLS (port 587) or SSL (port 465)", "valige SSL/TLS väärtuseks STARTTLS (port 587) või SSL (port 465)"),
            cause,
            isTemporary: false)
        : faults.Fault(
            SubmissionStage.SignIn,
            new($"{Host}:{settings.Port.Value} offers no sign-in at all", $"{Host}:{settings.Port.Value} ei paku üldse sisselogimist"),
            new("check the port: sign-in belongs to 587 or 465, not to 25; if the server needs none, remove user name and password", "kontrollige porti: sisselogimine käib pordis 587 või 465, mitte 25; kui server seda ei vaja, eemaldage kasutajanimi ja parool"),
            cause,
            isTemporary: false);

    private LocalizedText UserSteps() => new(
        $"{MicrosoftWords.SwitchOn.En}; or sign in as \"{User}\" itself: {credentials.Account?.SignInCommand}",
        $"{MicrosoftWords.SwitchOn.Et}; või logige sisse kasutajana \"{User}\": {credentials.Account?.SignInCommand}");

    private string Again() => credentials.Account?.Options.Grant == TokenGrant.MicrosoftUser
        ? $"logige Microsofti uuesti sisse: {credentials.Account.SignInCommand}"
        : $"laske halduril kontrollida Microsofti rakendust ja seadet {credentials.Account?.Key}:OAuth";

    private static string Reason(SubmissionAuthentication attempt) => attempt.Reason is null ? "" : $"; {attempt.Reason}";

    private LocalizedText Fill(LocalizedText text) => ReplyMeaning.Fill(text, User, Host, settings.Email);
}
