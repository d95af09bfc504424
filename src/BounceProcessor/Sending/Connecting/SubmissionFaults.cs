using System.Net;
using System.Net.Sockets;

using BounceProcessor.Diagnosis;
using BounceProcessor.MailServers;
using BounceProcessor.Senders;

using MailKit.Net.Smtp;
using MailKit.Security;

namespace BounceProcessor.Sending.Connecting;

/// <summary>The faults of a connection up to EHLO: what failed, in whose words, what to do.</summary>
/// <param name="settings">Where to and as whom.</param>
/// <param name="witness">What the server said.</param>
internal sealed class SubmissionFaults(EffectiveSettings settings, SessionWitness witness)
{
    private static readonly LocalizedText CheckServerAndPort = new(
        "check server and port on the card, that the server runs, and the firewalls between", "kontrollige kaardil serverit ja porti, kas server töötab, ja vahepealseid tulemüüre");

    private string Host => TextLine.Of(settings.Host.Value);

    private string Server => FormattableString.Invariant($"{Host}:{settings.Port.Value}");

    public SubmissionException UnknownHost(Exception cause)
    {
        var isAway = cause is TimeoutException or SocketException { SocketErrorCode: SocketError.TryAgain };
        return Fault(
            SubmissionStage.Name,
            isAway ? new($"the DNS does not answer for \"{Host}\" ({Words(cause)})", $"nimelahendus (DNS) ei vasta nime \"{Host}\" kohta ({Words(cause)})")
                : new($"there is no server \"{Host}\" in the DNS ({Words(cause)})", $"serverit \"{Host}\" ei ole nimelahenduses (DNS) ({Words(cause)})"),
            isAway ? new("check the DNS of this machine and try again", "kontrollige selle masina nimelahendust ja proovige uuesti")
                : new("check the spelling of the server: its name alone, such as smtp.example.org, without port, scheme and @", "kontrollige serveri kirjapilti: ainult nimi, näiteks smtp.example.org, ilma pordi, protokolli ja @-märgita"),
            cause,
            isAway);
    }

    public SubmissionException NotPublic(IPAddress address) => new(
        settings,
        new SubmissionFault(
            SubmissionStage.Name,
            new($"\"{Host}\" is {address}, which is inside the operator's network and no public address; a server on a user card is not connected to there", $"\"{Host}\" on {address}, mis on operaatori sisevõrgus ega ole avalik aadress; kasutaja kaardil olevat serverit seal ei kasutata"),
            new($"write a server of the public internet on the card; or the operator allows this one: {ConnectingOptions.Section}:AllowedNetworks", $"kirjutage kaardile avaliku interneti server või paluge operaatoril see lubada: {ConnectingOptions.Section}:AllowedNetworks"))
        {
            InsideNetwork = $"{Host} = {address}",
        },
        null);

    public SubmissionException NoConnection(Exception cause)
    {
        var isRefused = cause is SocketException { SocketErrorCode: SocketError.ConnectionRefused };
        var isSilent = cause is TimeoutException or SocketException { SocketErrorCode: SocketError.TimedOut };
        var isPort25 = settings.Port.Value == 25;
        return Fault(
            SubmissionStage.Connection,
            isRefused ? new($"{Server} refused the connection: nothing listens at that port", $"{Server} keeldus ühendusest: selles pordis ei kuula midagi")
                : isSilent ? new($"{Server} did not answer within the time", $"{Server} ei vastanud ettenähtud ajaga")
                : new($"{Server} cannot be reached ({Words(cause)})", $"{Server} ei ole kättesaadav ({Words(cause)})"),
            isPort25 ? new("many networks block port 25; use port 587 with STARTTLS or 465 with SSL, as the provider of the mailbox says", "paljud võrgud blokeerivad pordi 25; kasutage porti 587 (STARTTLS) või 465 (SSL), nagu postkasti pakkuja ütleb")
                : isSilent ? new("check server and port on the card; a firewall between may drop connections to this port", "kontrollige kaardil serverit ja porti; vahepealne tulemüür võib selle pordi ühendusi kinni pidada")
                : CheckServerAndPort,
            cause,
            isTemporary: true);
    }

    public SubmissionException BadCertificate(ServerCertificate certificate, bool isPinned, Exception cause)
    {
        var pin = $"{ConnectingOptions.Section}:CertificateSha256:{Host} = {certificate.Sha256}";
        return isPinned
            ? Fault(
                SubmissionStage.Tls,
                new($"the certificate of {Server} is not one of {ConnectingOptions.Section}:CertificateSha256: its SHA-256 is {certificate.Sha256}, and it is made for {certificate.Subject}", $"serveri {Server} sertifikaat ei ole üks seadistatuist ({ConnectingOptions.Section}:CertificateSha256): selle SHA-256 on {certificate.Sha256} ja see on tehtud nimele {certificate.Subject}"),
                new("ask who runs the server whether this certificate is theirs, and only then write its SHA-256 there", "küsige serveri haldajalt, kas see on nende sertifikaat, ja alles siis kirjutage selle SHA-256 sinna"),
                cause,
                isTemporary: false)
            : Fault(
                SubmissionStage.Tls,
                new($"the certificate of {Server} was refused: {certificate.Fault?.En}", $"serveri {Server} sertifikaat lükati tagasi: {certificate.Fault?.Et}"),
                new($"{certificate.Remedy?.En}; or accept this one certificate alone: {pin}", $"{certificate.Remedy?.Et}; või lubage ainult see üks sertifikaat: {pin}"),
                cause,
                isTemporary: false);
    }

    /// <summary>No session came about.</summary>
    public SubmissionException NoGreeting(Exception cause, PortFinding port)
    {
        if (witness.LastReply is { Code: >= 400 } reply)
        {
            return Refused(reply, cause);
        }

        if (settings.Tls.Value == SubmissionTls.SslOnConnect)
        {
            return NoTls(cause, port);
        }

        var words = witness.FirstWords;
        return words.Length > 0 && !PortKind.IsSmtp(words) ? Fault(SubmissionStage.Greeting, PortKind.NotSmtp(Server, words), CheckServerAndPort, cause, isTemporary: false)
            : cause is NotSupportedException ? NoStartTls(cause)
            : cause is SslHandshakeException ? Fault(
                SubmissionStage.Tls,
                new($"TLS could not be agreed with {Server} after STARTTLS ({Innermost(cause)})", $"serveriga {Server} ei õnnestunud pärast STARTTLS-i TLS-is kokku leppida ({Innermost(cause)})"),
                new("have the server's TLS looked at: it must offer TLS 1.2 or 1.3", "laske serveri TLS üle vaadata: see peab pakkuma TLS 1.2 või 1.3"),
                cause,
                isTemporary: true)
            : port.SpeaksTls ? Fault(
                SubmissionStage.Greeting,
                new($"{Server} sends no greeting, for it expects TLS from the first byte (SSL)", $"{Server} ei tervita, sest ootab TLS-i esimesest baidist (SSL)"),
                new("set SSL/TLS to SSL for this port, or use port 587 with STARTTLS", "valige selle pordi jaoks SSL/TLS väärtuseks SSL või kasutage porti 587 ja STARTTLS-i"),
                cause,
                isTemporary: false)
            : Fault(
                SubmissionStage.Greeting,
                new($"{Server} took the connection but did not greet ({Words(cause)})", $"{Server} võttis ühenduse vastu, aga ei tervitanud ({Words(cause)})"),
                new("check port and SSL/TLS (465 wants SSL, 587 STARTTLS); else a firewall or virus scanner between holds the connection, or the server is overloaded", "kontrollige porti ja SSL/TLS-i (465 tahab SSL-i, 587 STARTTLS-i); muidu hoiab ühendust kinni vahepealne tulemüür või viirusetõrje või on server üle koormatud"),
                cause,
                isTemporary: true);
    }

    /// <summary>The server fell silent or hung up in the middle.</summary>
    public SubmissionException Broken(SubmissionStage stage, Exception cause) => Fault(
        stage,
        new($"{Server} broke off ({Words(cause)})", $"{Server} katkestas ühenduse ({Words(cause)})"),
        new("try again; have the server's log looked at if it repeats", "proovige uuesti; kordumisel laske serveri logi vaadata"),
        cause,
        isTemporary: true);

    /// <summary>A fault with its words.</summary>
    public SubmissionException Fault(SubmissionStage stage, LocalizedText cause, LocalizedText remedy, Exception? inner, bool isTemporary, ServerReply? reply = null) =>
        new(settings, new SubmissionFault(stage, cause, remedy) { Reply = reply, IsTemporary = isTemporary }, inner);

    /// <summary>The server's answer where there is one, else what went wrong.</summary>
    public static string Words(Exception exception) => exception switch
    {
        SocketException socket => $"{socket.SocketErrorCode}",
        SmtpCommandException refusal => ServerReply.Of(refusal).ToString(),
        _ => TextLine.Of(exception.Message),
    };

    private SubmissionException Refused(ServerReply reply, Exception cause)
    {
        var isGreeting = witness.FirstWords.Length > 0 && witness.FirstWords[0] is '4' or '5';
        var isStartTls = !isGreeting && settings.Tls.Value == SubmissionTls.StartTls && reply.Code == 454;
        var (what, remedy) = isStartTls ? (
                new LocalizedText($"{Server} offers STARTTLS but cannot do it just now ({reply})", $"{Server} pakub STARTTLS-i, aga ei saa seda praegu teha ({reply})"),
                new LocalizedText("have the server's certificate and TLS looked at; port 465 with SSL may work meanwhile", "laske serveri sertifikaat ja TLS üle vaadata; seni võib toimida port 465 ja SSL"))
            : isGreeting ? (
                new LocalizedText($"{Server} refuses the connection at once ({reply})", $"{Server} keeldub ühendusest kohe ({reply})"),
                new LocalizedText("the address of this machine may be on a block list, or there are too many connections; ask who runs the server, and check the port: submission belongs to 587 or 465", "selle masina aadress võib olla mustas nimekirjas või on ühendusi liiga palju; küsige serveri haldajalt ja kontrollige porti: saatmine käib pordis 587 või 465"))
            : (
                new LocalizedText($"{Server} does not accept how this machine introduces itself (EHLO): {reply}", $"{Server} ei võta selle masina tutvustust (EHLO) vastu: {reply}"),
                new LocalizedText($"set {ConnectingOptions.Section}:LocalName to the host name of this machine in the DNS", $"seadke {ConnectingOptions.Section}:LocalName selle masina nimeks DNS-is"));
        return Fault(isStartTls ? SubmissionStage.Tls : SubmissionStage.Greeting, what, remedy, cause, reply.IsTemporary, reply);
    }

    private SubmissionException NoTls(Exception cause, PortFinding port) =>
        PortKind.IsSmtp(port.PlainWords) ? Fault(
            SubmissionStage.Tls,
            new($"{Server} does not speak TLS from the first byte (SSL): it greets without encryption (\"{port.PlainWords}\")", $"{Server} ei räägi TLS-i esimesest baidist (SSL): see tervitab krüptimata (\"{port.PlainWords}\")"),
            new("set SSL/TLS to STARTTLS for this port, or use port 465 with SSL", "valige selle pordi jaoks SSL/TLS väärtuseks STARTTLS või kasutage porti 465 ja SSL-i"),
            cause,
            isTemporary: false)
        : port.PlainWords.Length > 0 ? Fault(SubmissionStage.Tls, PortKind.NotSmtp(Server, port.PlainWords), CheckServerAndPort, cause, isTemporary: false)
        : cause is SslHandshakeException ? Fault(
            SubmissionStage.Tls,
            new($"{Server} does not speak TLS from the first byte ({Innermost(cause)})", $"{Server} ei räägi TLS-i esimesest baidist ({Innermost(cause)})"),
            new("set SSL/TLS to STARTTLS if the port is 587 or 25; else have the server's TLS looked at: it must offer TLS 1.2 or 1.3", "valige SSL/TLS väärtuseks STARTTLS, kui port on 587 või 25; muidu laske serveri TLS üle vaadata: see peab pakkuma TLS 1.2 või 1.3"),
            cause,
            isTemporary: true)
        : witness.FirstWords is { Length: > 0 } words && !PortKind.IsSmtp(words) ? Fault(SubmissionStage.Greeting, PortKind.NotSmtp(Server, words), CheckServerAndPort, cause, isTemporary: false)
        : Fault(
            SubmissionStage.Greeting,
            new($"{Server} took the connection but did not greet ({Words(cause)})", $"{Server} võttis ühenduse vastu, aga ei tervitanud ({Words(cause)})"),
            new("check the port, and the server's load", "kontrollige porti ja serveri koormust"),
            cause,
            isTemporary: true);

    private SubmissionException NoStartTls(Exception cause) => Fault(
        SubmissionStage.Tls,
        new($"{Server} does not offer STARTTLS, so the password would travel in clear", $"{Server} ei paku STARTTLS-i, nii et parool liiguks avatekstina"),
        new("use port 465 with SSL, or have STARTTLS switched on; None is for a server on this machine only", "kasutage porti 465 ja SSL-i või laske STARTTLS sisse lülitada; „puudub“ on ainult samas masinas olevale serverile"),
        cause,
        isTemporary: false);

    private static string Innermost(Exception exception)
    {
        while (exception.InnerException is { } inner)
        {
            exception = inner;
        }

        return TextLine.Of(exception.Message);
    }
}
