using System.Net.Sockets;

using BounceProcessor.Diagnosis;
using BounceProcessor.MailServers;
using BounceProcessor.Senders;
using BounceProcessor.SignIn;

using MailKit.Net.Smtp;
using MailKit.Security;

namespace BounceProcessor.Sending.Connecting;

/// <summary>The faults of a connection: what failed, in whose words, what to do.</summary>
/// <param name="settings">Where to and as whom.</param>
/// <param name="witness">What the server said first.</param>
internal sealed class SubmissionFaults(EffectiveSettings settings, SessionWitness witness)
{
    private string Host => settings.Host.Value;

    private string Server => FormattableString.Invariant($"{settings.Host.Value}:{settings.Port.Value}");

    public SubmissionException UnknownHost(Exception cause) => Fault(
        SubmissionStage.Name,
        new($"the server \"{Host}\" was not found ({Words(cause)})", $"serverit \"{Host}\" ei leitud ({Words(cause)})"),
        new("check the spelling of the server's name, and the DNS of this machine", "kontrollige serveri nime kirjapilti ja selle masina nimelahendust (DNS)"),
        cause,
        isTemporary: true);

    public SubmissionException NoConnection(Exception cause) => Fault(
        SubmissionStage.Connection,
        new($"{Server} cannot be reached ({Words(cause)})", $"{Server} ei ole kättesaadav ({Words(cause)})"),
        new("check server and port", "kontrollige serverit ja porti"),
        cause,
        isTemporary: true);

    public SubmissionException BadCertificate(ServerCertificate certificate, bool isPinned, Exception cause) => Fault(
        SubmissionStage.Tls,
        new($"the certificate of {Server} was refused: {certificate.Fault?.En ?? "it is not the pinned one"}", $"serveri {Server} sertifikaat lükati tagasi: {certificate.Fault?.Et ?? "see ei ole kinnitatud sertifikaat"}"),
        certificate.Remedy ?? new("ask who runs the server", "küsige serveri haldajalt"),
        cause,
        isTemporary: !isPinned);

    public SubmissionException NoGreeting(Exception cause) => Fault(
        SubmissionStage.Greeting,
        new($"{Server} did not greet as a mail server ({Words(cause)}{(witness.FirstWords.Length > 0 ? $"; {TextLine.Of(witness.FirstWords)}" : "")})", $"{Server} ei vastanud nagu meiliserver ({Words(cause)})"),
        new("check port and SSL/TLS", "kontrollige porti ja SSL/TLS-i"),
        cause,
        isTemporary: true);

    public SubmissionException SignInRefused(SubmissionAuthentication attempt, SubmissionCredentials credentials, Exception cause) => Fault(
        SubmissionStage.SignIn,
        new($"sign-in as \"{settings.Username?.Value}\" was refused ({Words(cause)}{(attempt.Reason is null ? "" : $"; {attempt.Reason}")})", $"sisselogimine kasutajana \"{settings.Username?.Value}\" lükati tagasi ({Words(cause)})"),
        new("check user name and password", "kontrollige kasutajanime ja parooli"),
        cause,
        isTemporary: false);

    public SubmissionException SignInImpossible(SubmissionAuthentication attempt, Exception cause) => Fault(
        SubmissionStage.SignIn,
        new($"{Server} offers no way to sign in (it offers {attempt.Offered})", $"{Server} ei paku sisselogimist (pakub: {attempt.Offered})"),
        new("check SSL/TLS", "kontrollige SSL/TLS-i"),
        cause,
        isTemporary: cause is not NotSupportedException);

    public SubmissionException Broken(SubmissionStage stage, Exception cause) => Fault(
        stage,
        new($"{Server} broke off ({Words(cause)})", $"{Server} katkestas ühenduse ({Words(cause)})"),
        new("try again; check the server's log if this repeats", "proovige uuesti; kordumisel vaadake serveri logi"),
        cause,
        isTemporary: true);

    /// <summary>Asks for a token.</summary>
    /// <exception cref="SubmissionException">There is none to be had.</exception>
    public async Task<AccessToken?> AskAsync(Task<AccessToken?> asking)
    {
        try
        {
            return await asking;
        }
        catch (TokenException fault)
        {
            throw Fault(
                SubmissionStage.AccessToken,
                new($"there is no access token for \"{settings.Username?.Value}\": {fault.Cause}", $"kasutajale \"{settings.Username?.Value}\" ei saadud pääsutõendit: {fault.Cause}"),
                new(fault.Remedy, fault.Remedy),
                fault,
                fault.IsPassing);
        }
    }

    private SubmissionException Fault(SubmissionStage stage, LocalizedText cause, LocalizedText remedy, Exception inner, bool isTemporary) =>
        new(settings, new SubmissionFault(stage, cause, remedy) { Reply = Reply(inner), IsTemporary = isTemporary }, inner);

    private static ServerReply? Reply(Exception exception) => exception switch
    {
        SmtpCommandException refusal => ServerReply.Of(refusal),
        AuthenticationException { InnerException: SmtpCommandException refusal } => ServerReply.Of(refusal),
        _ => null,
    };

    private static string Words(Exception exception) => exception is SocketException socket
        ? socket.SocketErrorCode.ToString()
        : Reply(exception)?.ToString() ?? TextLine.Of(exception.Message);
}
