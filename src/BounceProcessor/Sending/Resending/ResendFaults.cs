using BounceProcessor.Diagnosis;
using BounceProcessor.Sending.Composing;

namespace BounceProcessor.Sending.Resending;

/// <summary>Why a mail cannot be sent again.</summary>
internal static class ResendFaults
{
    public static MailFault NoEvent(long id) => new("event", "no-event", new LocalizedText(
        $"There is no event {id}. Nothing was sent.",
        $"Sündmust {id} ei ole. Midagi ei saadetud."));

    public static MailFault NoFailure(long id, string kind) => new("event", "no-failure", new LocalizedText(
        $"Event {id} is no failed mail but \"{kind}\". Nothing was sent; only failures and delays can be sent again.",
        $"Sündmus {id} ei ole ebaõnnestunud kiri, vaid \"{kind}\". Midagi ei saadetud; uuesti saab saata vaid põrkeid ja hilinemisi."));

    public static MailFault NoSentMail(long id) => new("event", "no-sent-mail", new LocalizedText(
        $"Event {id} was not matched to a recipient of a mail that was sent here. Nothing was sent; send the document again from where it was made.",
        $"Sündmust {id} ei seotud ühegi siit saadetud kirja saajaga. Midagi ei saadetud; saatke dokument uuesti sealt, kus see koostati."));

    public static MailFault MailGone(long mailId) => new("event", "mail-gone", new LocalizedText(
        $"Mail {mailId} is not kept any more: retention or an erasure removed its content. Nothing was sent; send the document again from where it was made.",
        $"Kirja {mailId} enam ei hoita: säilitustähtaeg või kustutamine eemaldas selle sisu. Midagi ei saadetud; saatke dokument uuesti sealt, kus see koostati."));

    public static MailFault NoAddress(string text) => new("address", "address-invalid", new LocalizedText(
        $"\"{TextLine.Of(text)}\" is no mail address. Nothing was sent; write it as name@example.org.",
        $"\"{TextLine.Of(text)}\" ei ole meiliaadress. Midagi ei saadetud; kirjutage see kujul nimi@example.org."));
}
