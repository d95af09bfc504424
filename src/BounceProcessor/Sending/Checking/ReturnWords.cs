using BounceProcessor.Companies;
using BounceProcessor.Diagnosis;
using BounceProcessor.Senders;

namespace BounceProcessor.Sending.Checking;

/// <summary>What an event address as envelope sender does to SPF (RFC 7208) and DMARC (RFC 7489).</summary>
internal static class ReturnWords
{
    /// <param name="company">Whose event address.</param>
    /// <param name="settings">Whose server and From.</param>
    public static LocalizedText Of(Company company, EffectiveSettings settings)
    {
        var events = Domain(company.EventAddress);
        if (settings.Mode.Value == SenderMode.DirectoReplyTo)
        {
            return new(
                $"From and envelope sender are both on {events}: the SPF record of {events} must name {settings.Host.Value}, and then DMARC of {events} holds.",
                $"Nii saatja (From) kui ka ümbriku saatja on domeenis {events}: domeeni {events} SPF-kirje peab lubama serverit {settings.Host.Value} ja siis kehtib ka {events} DMARC.");
        }

        var own = Domain(settings.Email);
        return new(
            $"Bounces come home, but SPF is then judged by {events} and not by {own}: the SPF record of {events} must name {settings.Host.Value}. DMARC of {own} holds only if {settings.Host.Value} signs with DKIM for {own}. Some servers accept the sender and rewrite it (Gmail puts the mailbox that signed in): then bounces go to that mailbox; a first real bounce shows it.",
            $"Põrked tulevad koju, kuid SPF-i hinnatakse siis domeeni {events}, mitte domeeni {own} järgi: domeeni {events} SPF-kirje peab lubama serverit {settings.Host.Value}. Domeeni {own} DMARC kehtib ainult siis, kui {settings.Host.Value} allkirjastab DKIM-iga domeeni {own} nimel. Mõni server võtab saatja vastu, aga kirjutab selle üle (Gmail paneb sisseloginud postkasti): siis lähevad põrked sinna postkasti; seda näitab esimene päris põrge.");
    }

    private static string Domain(string address) => address[(address.LastIndexOf('@') + 1)..];
}
