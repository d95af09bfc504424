using System.Buffers;

using BounceProcessor.Sending.Composing;

using MailKit;
using MailKit.Net.Smtp;

using MimeKit;

namespace BounceProcessor.Sending.Connecting;

/// <summary>MailKit's client, which keeps the server's word about each recipient and goes on after a refused one.</summary>
internal sealed class SmtpSubmission : SmtpClient
{
    // Control characters as char.IsControl has them.
    private static readonly SearchValues<char> Forbidden = SearchValues.Create([.. "<>", .. Enumerable.Range(0, 0xa0).Select(c => (char)c).Where(char.IsControl)]);

    private readonly SessionWitness _witness;
    private SubmissionTransaction? _transaction;
    private string? _envelopeId;

    /// <param name="witness">Hears what is said.</param>
    public SmtpSubmission(SessionWitness witness)
        : base(witness) => (_witness, DeliveryStatusNotificationType) = (witness, DeliveryStatusNotificationType.HeadersOnly);

    /// <summary>DATA always: with BDAT the end of the mail has no command of its own.</summary>
    protected override bool PreferSendAsBinaryData => false;

    /// <summary>Hands over one mail.</summary>
    /// <param name="mail">With its envelope.</param>
    /// <param name="transaction">Told what the server says.</param>
    /// <param name="end">Asked at the latest when all but the end of the data is written.</param>
    /// <param name="deadline">Told each sign of life.</param>
    /// <param name="cancellationToken">Ends it; before the end of the data nothing has gone out.</param>
    /// <returns>The server's words to the end of the mail.</returns>
    public async Task<string> HandOverAsync(
        SubmissionMail mail, SubmissionTransaction transaction, EndPermission end, TransmissionProgress deadline, CancellationToken cancellationToken)
    {
        (_transaction, _envelopeId) = (transaction, mail.EnvelopeId);
        mail.Message.AtEnd = AtEndAsync;
        _witness.DataLeft = end.DataLeft;
        try
        {
            var format = FormatOptions.Default.Clone();
            format.International = NeedsSmtpUtf8(mail);
            if (format.International && !Capabilities.HasFlag(SmtpCapabilities.UTF8))
            {
                // RFC 6531, section 3.5: the same words as a server's 5.6.7.
                throw new NotSupportedException("The server does not take addresses that are not ASCII before the @ (SMTPUTF8), and one in the envelope or the headers is such");
            }

            var progress = mail.Message.SizeBytes < TransmissionProgress.PieceBytes ? null : deadline;
            return await SendAsync(format, mail.Message, Address(mail.EnvelopeSender), mail.Recipients.Select(Address), cancellationToken, progress);
        }
        finally
        {
            mail.Message.AtEnd = null;
            _witness.DataLeft = null;
            _transaction = null;
            await end.IdleAsync();
        }

        async Task AtEndAsync(CancellationToken token)
        {
            await end.AskAsync();

            // Whoever gave this transaction up meanwhile has told that its end did not leave.
            if (!transaction.TryBeginEnd())
            {
                throw new OperationCanceledException("The transaction was given up before its end.", token);
            }

            deadline.ExpectFinalReply();
        }
    }

    /// <summary>MAIL FROM alone.</summary>
    public async Task<ServerReply> TrySenderAsync(string address, CancellationToken cancellationToken) =>
        ServerReply.Of(await SendCommandAsync($"MAIL FROM:<{Address(address).Address}>", cancellationToken));

    /// <summary>Forgets a MAIL FROM.</summary>
    public async Task<ServerReply> ResetAsync(CancellationToken cancellationToken) => ServerReply.Of(await SendCommandAsync("RSET", cancellationToken));

    /// <summary>Nothing: a stored mail is sent as it is, and that it fits was seen to when it was composed.</summary>
    protected override void Prepare(FormatOptions options, MimeMessage message, EncodingConstraint constraint, int maxLineLength)
    {
    }

    /// <summary>Known, without writing the mail once for nothing.</summary>
    protected override Task<long> GetSizeAsync(FormatOptions options, MimeMessage message, CancellationToken cancellationToken) =>
        Task.FromResult(((StoredMessage)message).SizeBytes);

    protected override string? GetEnvelopeId(MimeMessage message) => _envelopeId;

    protected override DeliveryStatusNotification? GetDeliveryStatusNotifications(MimeMessage message, MailboxAddress mailbox) =>
        DeliveryStatusNotification.Failure | DeliveryStatusNotification.Delay;

    protected override void OnSenderAccepted(MimeMessage message, MailboxAddress mailbox, SmtpResponse response) => _transaction?.SenderAccepted();

    protected override void OnRecipientAccepted(MimeMessage message, MailboxAddress mailbox, SmtpResponse response) => _transaction?.ContentBegins();

    // One refused recipient is no reason to leave out the others, which is what MailKit would do.
    protected override void OnRecipientNotAccepted(MimeMessage message, MailboxAddress mailbox, SmtpResponse response) =>
        _transaction?.RecipientRefused(mailbox.Address, response);

    protected override void OnNoRecipientsAccepted(MimeMessage message)
    {
        if (_transaction is { } transaction)
        {
            throw transaction.NobodyAccepted();
        }
    }

    private static bool NeedsSmtpUtf8(SubmissionMail mail) =>
        mail.Message.NeedsSmtpUtf8 || mail.Recipients.Append(mail.EnvelopeSender).Any(address => !SubmissionTransaction.IsAscii(address));

    private static MailboxAddress Address(string address) =>
        address.AsSpan().ContainsAny(Forbidden)
            ? throw new ArgumentException($"\"{TextLine.Of(address)}\" cannot stand in an envelope.", nameof(address))
            : new MailboxAddress("", address);
}
