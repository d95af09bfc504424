using System.Globalization;

using BounceProcessor.Companies;
using BounceProcessor.Senders;

namespace BounceProcessor.Sending.Composing;

/// <summary>Reads a request and finds all that is wrong with it, before anything is sent.</summary>
internal sealed class RequestCheck(MailRequest request, Company company, EffectiveSettings settings, EventAddresses eventAddresses)
{
    private const int MostRecipients = 500;
    private const int LongestSubject = 1_000;
    private const int LongestName = 200;
    private const int LongestCode = 200;
    private const int LongestKey = 128;

    private readonly MailFaults _faults = new();

    /// <summary>What is wrong; only after <see cref="Run"/>.</summary>
    public IReadOnlyList<MailFault> Faults => _faults.All;

    private bool IsReplyTo => settings.Mode.Value == SenderMode.DirectoReplyTo;

    /// <summary>Reads it.</summary>
    /// <returns><see langword="null"/> when there are faults.</returns>
    public MailPlan? Run()
    {
        var user = User();
        var own = From(user);
        var events = _faults.Address("company.eventAddress", company.EventAddress);
        var recipients = Recipients();
        _faults.Line("subject", request.Subject, LongestSubject);
        _faults.Line("customer", request.Customer, LongestCode);
        _faults.Line("document", request.Document, LongestCode);
        _faults.Line("idempotencyKey", request.IdempotencyKey, LongestKey);
        Unsubscribe();
        Body();
        var attachments = new AttachmentCheck(_faults, !string.IsNullOrEmpty(request.Html)).Run(request.Attachments);
        return _faults.All.Count > 0 || user is null || own is null || events is null ? null : new MailPlan
        {
            From = IsReplyTo ? events : own,
            ReplyTo = IsReplyTo ? own : null,
            Sender = IsReplyTo || own == user ? null : user,
            Name = string.IsNullOrWhiteSpace(settings.Name) ? null : settings.Name,
            Recipients = recipients,
            Attachments = attachments,
        };
    }

    private static string? KeyOf(EnvelopeAddress? address) => address is null ? null : AddressKey.Of(address.ToString());

    private EnvelopeAddress? User()
    {
        _faults.Name("user.name", settings.Name, LongestName);
        var user = _faults.Address("user.email", settings.Email);
        if (user is not null && eventAddresses.Contains(user, company))
        {
            _faults.Add("user.email", "mail-loop",
                $"\"{user}\", the e-mail of user {settings.User}, is an event address: answers and bounces would never reach a person. Write the user's own e-mail on the card.",
                $"\"{user}\", kasutaja {settings.User} e-post, on sündmuste aadress: vastused ja tagasipõrked ei jõuaks ühegi inimeseni. Kirjutage kasutaja kaardile tema enda e-post.");
        }

        return user;
    }

    private EnvelopeAddress? From(EnvelopeAddress? user)
    {
        if (request.From is null)
        {
            return user;
        }

        var from = _faults.Address("from", request.From);
        if (from is null || KeyOf(from) == KeyOf(user))
        {
            return from is null ? null : user;
        }

        var isAllowed = company.SendingAddresses.Select(CompanySnapshot.AliasKey).Any(allowed => allowed == KeyOf(from) || allowed == "@" + from.Domain);
        if (!isAllowed)
        {
            _faults.Add("from", "from-not-allowed",
                $"\"{from}\" is neither the e-mail of user {settings.User} (\"{user}\") nor a sending address of {company.Code}. Leave From out, or add the address to the company's sending addresses.",
                $"\"{from}\" ei ole kasutaja {settings.User} e-post (\"{user}\") ega firma {company.Code} saatmisaadress. Jätke saatja ära või lisage aadress firma saatmisaadresside hulka.");
        }

        return from;
    }

    private List<(MailRecipient Recipient, EnvelopeAddress Address)> Recipients()
    {
        var read = new List<(MailRecipient, EnvelopeAddress)>(request.Recipients.Count);
        if (request.Recipients.Count is 0 or > MostRecipients)
        {
            _faults.Add("recipients", request.Recipients.Count == 0 ? "no-recipient" : "too-many-recipients",
                $"The mail has {request.Recipients.Count} recipients; 1 to {MostRecipients} are possible. {(request.Recipients.Count == 0 ? "Name one." : "Use a mass mail.")}",
                $"Kirjal on {request.Recipients.Count} saajat; võib olla 1 kuni {MostRecipients}. {(request.Recipients.Count == 0 ? "Lisage saaja." : "Kasutage massmeili.")}");
            return read;
        }

        for (var i = 0; i < request.Recipients.Count; i++)
        {
            var recipient = request.Recipients[i];
            var field = string.Create(CultureInfo.InvariantCulture, $"recipients[{i}]");
            _faults.Name(field + ".name", recipient.Name, LongestName);
            if (_faults.Address(field + ".address", recipient.Address) is { } address)
            {
                Loop(field + ".address", address);
                read.Add((recipient, address));
            }
        }

        return read;
    }

    private void Loop(string field, EnvelopeAddress address)
    {
        if (eventAddresses.Contains(address, company))
        {
            _faults.Add(field, "mail-loop",
                $"\"{address}\" is an event address, where bounces are read by a program. A mail to it would go round in a circle. Write the address of a person.",
                $"\"{address}\" on sündmuste aadress, kus tagasipõrkeid loeb programm. Kiri sinna jääks ringi käima. Kirjutage inimese aadress.");
        }
        else if (request.IsAutomatic && address.Local.Equals("mailer-daemon", StringComparison.OrdinalIgnoreCase))
        {
            _faults.Add(field, "mail-loop",
                $"\"{address}\" sends bounces. An automatic mail to it would answer a bounce (RFC 3834, section 2). Leave it out.",
                $"\"{address}\" saadab tagasipõrkeid. Automaatkiri sinna vastaks tagasipõrkele (RFC 3834, jaotis 2). Jätke see ära.");
        }
    }

    private void Unsubscribe()
    {
        if (request.Unsubscribe is { } text && UnsubscribeAddress.Read(text) is null)
        {
            _faults.Add("unsubscribe", "unsubscribe-invalid",
                $"\"{TextLine.Of(text)}\" is neither an address nor an https link. Write one such as stop@firma.ee or https://firma.ee/stop?c=7.",
                $"\"{TextLine.Of(text)}\" ei ole aadress ega https-link. Kirjutage näiteks stop@firma.ee või https://firma.ee/stop?c=7.");
        }
    }

    private void Body()
    {
        _faults.Text("text", request.Text);
        _faults.Text("html", request.Html);
        if (string.IsNullOrEmpty(request.Text) && string.IsNullOrEmpty(request.Html) && request.Attachments.Count == 0)
        {
            _faults.Add("text", "no-content",
                "The mail has neither text nor HTML nor an attachment. Write a text.",
                "Kirjal pole teksti, HTML-i ega manust. Kirjutage tekst.");
        }
    }
}
