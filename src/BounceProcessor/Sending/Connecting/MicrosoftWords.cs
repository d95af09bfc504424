using BounceProcessor.Diagnosis;

namespace BounceProcessor.Sending.Connecting;

/// <summary>What is to be said of Microsoft 365 in several places.</summary>
internal static class MicrosoftWords
{
    /// <summary>When password sign-in ends. Microsoft moved these dates several times, so the day of the knowledge is told with them.</summary>
    /// <remarks>techcommunity.microsoft.com, "Updated Exchange Online SMTP AUTH Basic Authentication Deprecation Timeline", 27 January 2026.</remarks>
    public static readonly LocalizedText Timetable = new(
        "Microsoft's timetable as told on 27 January 2026: from the end of December 2026 password sign-in for sending is off in existing organisations until an administrator switches it on, organisations made later do not have it, and the final end is to be announced in the second half of 2027",
        "Microsofti ajakava 27. jaanuari 2026 teate järgi: alates 2026. aasta detsembri lõpust on parooliga saatmine olemasolevates asutustes väljas, kuni haldur selle sisse lülitab; hiljem loodud asutustel seda ei ole; lõplik kuupäev teatatakse 2027. aasta teisel poolel");

    /// <summary>What replaces a password.</summary>
    public static readonly LocalizedText UseOAuth = new(
        $"choose the mode Microsoft 365 OAUTH (Meili saatja). {Timetable.En}",
        $"valige meili saatjaks Microsoft 365 OAUTH. {Timetable.Et}");

    /// <summary>How sending by SMTP is switched on for one mailbox.</summary>
    public static readonly LocalizedText SwitchOn = new(
        "have an administrator switch it on for the mailbox: Microsoft 365 admin center, Users, Active users, {User}, Mail, Manage email apps, Authenticated SMTP; or in Exchange Online PowerShell: Set-CASMailbox -Identity {User} -SmtpClientAuthenticationDisabled $false. It takes up to an hour",
        "laske halduril see postkastile sisse lülitada: Microsoft 365 halduskeskus, Users, Active users, {User}, Mail, Manage email apps, Authenticated SMTP; või Exchange Online PowerShellis: Set-CASMailbox -Identity {User} -SmtpClientAuthenticationDisabled $false. Mõju võtab kuni tunni");

    /// <summary>The steps without which an application's token opens no mailbox; every one of them missing looks the same from outside.</summary>
    public static readonly LocalizedText ApplicationSteps = new(
        "all of these are needed: (1) application permission SMTP.SendAsApp of Office 365 Exchange Online with admin consent, (2) in Exchange Online PowerShell New-ServicePrincipal with the object id of the enterprise application, (3) Add-MailboxPermission -Identity {User} -User <that object id> -AccessRights FullAccess and Add-RecipientPermission -Identity {User} -Trustee <that object id> -AccessRights SendAs, (4) Authenticated SMTP switched on for {User}; wait half an hour after a change",
        "vaja on kõiki neid: (1) rakenduse luba SMTP.SendAsApp (Office 365 Exchange Online) halduri nõusolekuga, (2) Exchange Online PowerShellis New-ServicePrincipal ettevõtterakenduse objekti ID-ga, (3) Add-MailboxPermission -Identity {User} -User <sama objekti ID> -AccessRights FullAccess ja Add-RecipientPermission -Identity {User} -Trustee <sama objekti ID> -AccessRights SendAs, (4) postkastil {User} on lubatud Authenticated SMTP; pärast muudatust oodake pool tundi");
}
