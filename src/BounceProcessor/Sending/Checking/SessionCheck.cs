using BounceProcessor.Companies;
using BounceProcessor.Diagnosis;
using BounceProcessor.Senders;
using BounceProcessor.Sending.Connecting;
using BounceProcessor.SignIn;

using MailKit.Net.Smtp;

namespace BounceProcessor.Sending.Checking;

/// <summary>The steps with the server itself, from its name to MAIL FROM.</summary>
/// <param name="settings">Where to and as whom.</param>
/// <param name="credentials">With what.</param>
/// <param name="options">Times and certificates.</param>
/// <param name="steps">Told each finding.</param>
internal sealed class SessionCheck(EffectiveSettings settings, SubmissionCredentials credentials, SessionCheckOptions options, CheckSteps steps)
{
    private string Server => FormattableString.Invariant($"{settings.Host.Value}:{settings.Port.Value}");

    private string User => settings.Username?.Value ?? "";

    /// <summary>Tries them up to the first that fails.</summary>
    /// <param name="company">For what its bounces' way home does.</param>
    /// <param name="envelopeSender">What MAIL FROM says when a mail is sent.</param>
    /// <param name="cancellationToken">Ends the test.</param>
    public async Task RunAsync(Company company, string envelopeSender, CancellationToken cancellationToken)
    {
        steps.Transcript.Hide(credentials.Password);
        await using var connection = new SubmissionConnection(settings, credentials, options.Connecting, steps.Transcript, options.Time) { LooksAtPort = true };
        try
        {
            var addresses = await connection.ResolveAsync(cancellationToken);
            Passed(SubmissionStage.Name, new($"\"{settings.Host.Value}\" is {string.Join<object>(", ", addresses)}.", $"\"{settings.Host.Value}\" on {string.Join<object>(", ", addresses)}."));

            var address = await connection.ConnectAsync(addresses, cancellationToken);
            Passed(SubmissionStage.Connection, new($"{address} accepts connections at port {settings.Port.Value}.", $"{address} võtab pordis {settings.Port.Value} ühendusi vastu."));

            await connection.GreetAsync(cancellationToken);
            AddEncryption(connection);
            AddGreeting(connection);
            await AddTokenAsync(connection, cancellationToken);

            await connection.SignInAsync(cancellationToken);
            AddSignIn();
            if (options.Sizes is { } sizes)
            {
                await sizes.LearnAsync(settings, connection.Client.MaxSize, cancellationToken);
            }

            await AddSendersAsync(connection, company, envelopeSender, cancellationToken);
            await connection.SayGoodbyeAsync();
        }
        catch (SubmissionException fault)
        {
            steps.Add(fault.Fault);
        }
    }

    private void Passed(SubmissionStage stage, LocalizedText text) => steps.Add(StepNames.Of(stage), SenderCheckOutcome.Passed, text);

    private void Warn(SubmissionStage stage, LocalizedText text) => steps.Add(StepNames.Of(stage), SenderCheckOutcome.Warning, text);

    private void AddEncryption(SubmissionConnection connection)
    {
        if (connection.Certificate is not { } certificate)
        {
            Warn(SubmissionStage.Tls, new(
                "There is no encryption: password and mail travel in clear. Only for a server on this machine.", "Krüptimist ei ole: parool ja kirjad liiguvad avatekstina. Ainult samas masinas oleva serveri jaoks."));
        }
        else if (connection.IsPinned)
        {
            Passed(SubmissionStage.Tls, new($"The connection is encrypted; the certificate for {certificate.Subject} is the one that is configured.", $"Ühendus on krüptitud; sertifikaat nimele {certificate.Subject} on see, mis on seadistatud."));
        }
        else
        {
            Passed(SubmissionStage.Tls, new($"The connection is encrypted; the certificate for {certificate.Subject} is in order.", $"Ühendus on krüptitud; sertifikaat nimele {certificate.Subject} on korras."));
        }
    }

    private void AddGreeting(SubmissionConnection connection)
    {
        var client = connection.Client;
        var offers = string.Join(", ", Offers(client));
        var signIn = client.AuthenticationMechanisms.Count == 0 ? "-" : string.Join(" ", client.AuthenticationMechanisms.Order(StringComparer.Ordinal));
        var greeting = connection.Witness.FirstWords;
        Passed(SubmissionStage.Greeting, new($"{Server} greets: \"{greeting}\". Sign-in: {signIn}. It offers: {(offers.Length > 0 ? offers : "-")}.", $"{Server} tervitab: \"{greeting}\". Sisselogimine: {signIn}. Pakub: {(offers.Length > 0 ? offers : "-")}."));
    }

    private static IEnumerable<string> Offers(SmtpSubmission client)
    {
        (SmtpCapabilities Flag, string Name)[] known =
        [
            (SmtpCapabilities.Dsn, "DSN"), (SmtpCapabilities.UTF8, "SMTPUTF8"), (SmtpCapabilities.EightBitMime, "8BITMIME"), (SmtpCapabilities.Pipelining, "PIPELINING"),
        ];
        var names = known.Where(one => client.Capabilities.HasFlag(one.Flag)).Select(one => one.Name);
        return client.MaxSize > 0 ? names.Append($"SIZE {client.MaxSize}") : names;
    }

    private async Task AddTokenAsync(SubmissionConnection connection, CancellationToken cancellationToken)
    {
        if (await connection.TokenAsync(cancellationToken) is not { } token)
        {
            return;
        }

        steps.Transcript.Hide(token.Value);
        var until = FormattableString.Invariant($"{token.ExpiresAt.UtcDateTime:yyyy-MM-dd HH:mm}");
        var says = AccessTokenClaims.Read(token.Value).Words(options.Time.GetUtcNow());
        Passed(SubmissionStage.AccessToken, new($"There is an access token for \"{User}\", good until {until} UTC. {says}", $"Kasutajale \"{User}\" on pääsutõend, mis kehtib kuni {until} UTC. {says}"));
        foreach (var fault in credentials.Faults(token))
        {
            Warn(SubmissionStage.AccessToken, new($"The server may refuse it: {fault.Cause}. To mend it: {fault.Remedy}.", $"Server võib sellest keelduda: {fault.Cause}. Parandamiseks: {fault.Remedy}."));
        }
    }

    private void AddSignIn()
    {
        if (settings.SignIn == SubmissionSignIn.None)
        {
            Passed(SubmissionStage.SignIn, new("Nobody signs in: no user name is set.", "Sisse ei logita: kasutajanime ei ole."));
        }
        else
        {
            var with = settings.SignIn == SubmissionSignIn.Xoauth2 ? new LocalizedText("an access token (XOAUTH2)", "pääsutõendiga (XOAUTH2)") : new("a password", "parooliga");
            Passed(SubmissionStage.SignIn, new($"\"{User}\" is signed in with {with.En}.", $"\"{User}\" on sisse logitud {with.Et}."));
        }
    }

    private async Task AddSendersAsync(SubmissionConnection connection, Company company, string envelopeSender, CancellationToken cancellationToken)
    {
        var isEvent = !envelopeSender.Equals(settings.Email, StringComparison.OrdinalIgnoreCase);
        var refused = await TryAsync(connection, envelopeSender, isEvent, cancellationToken);
        if (!refused && isEvent)
        {
            steps.Add(StepNames.Returns, SenderCheckOutcome.Warning, ReturnWords.Of(company, settings));
        }

        if (!refused)
        {
            steps.Add(StepNames.End, SenderCheckOutcome.Passed, new("Mail of this user can be sent. The test sent nothing.", "Selle kasutaja kirju saab saata. Test ei saatnud midagi."));
        }
    }

    private async Task<bool> TryAsync(SubmissionConnection connection, string sender, bool isEvent, CancellationToken cancellationToken)
    {
        var reply = await AskAsync(connection, client => client.TrySenderAsync, sender, cancellationToken);
        if (reply.Code is >= 200 and < 300)
        {
            await AskAsync(connection, client => (_, token) => client.ResetAsync(token), sender, cancellationToken);
            Passed(SubmissionStage.Sender, new($"{Server} accepts the sender \"{sender}\" ({reply}).", $"{Server} võtab saatja \"{sender}\" vastu ({reply})."));
            return false;
        }

        var meaning = SenderReplies.All.FirstOrDefault(one => one.Fits(reply)) ?? ReplyMeaning.Unknown(reply);
        LocalizedText Fill(LocalizedText text) => ReplyMeaning.Fill(text, User.Length > 0 ? User : settings.User, settings.Host.Value, sender);
        var (what, remedy) = (Fill(meaning.Cause), Fill(isEvent && settings.Mode.Value != SenderMode.DirectoReplyTo ? SenderReplies.KeepOwnAddress : meaning.Remedy));
        steps.Add(new SubmissionFault(
            SubmissionStage.Sender,
            new($"{Server} refuses the sender \"{sender}\" ({reply}): {what.En}", $"{Server} ei võta saatjat \"{sender}\" vastu ({reply}): {what.Et}"),
            remedy)
        {
            Reply = reply,
            IsTemporary = reply.IsTemporary,
        });
        return true;
    }

    private async Task<ServerReply> AskAsync(
        SubmissionConnection connection, Func<SmtpSubmission, Func<string, CancellationToken, Task<ServerReply>>> command, string sender, CancellationToken cancellationToken)
    {
        try
        {
            return await connection.RunAsync(options.Connecting.ReplyTimeout, (_, token) => command(connection.Client)(sender, token), cancellationToken);
        }
        catch (Exception fault) when (SubmissionTransaction.IsFault(fault))
        {
            throw connection.Broken(SubmissionStage.Sender, fault);
        }
    }
}
