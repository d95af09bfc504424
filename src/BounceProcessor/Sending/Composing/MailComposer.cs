using System.Text;

using BounceProcessor.Companies;
using BounceProcessor.Senders;
using BounceProcessor.Sending.Connecting;
using BounceProcessor.Sending.Records;
using BounceProcessor.Tokens;

using Microsoft.Extensions.Options;

namespace BounceProcessor.Sending.Composing;

/// <summary>Makes the mail that goes out of what a caller asks for. Safe for many threads.</summary>
internal sealed class MailComposer(SignedTokens tokens, EventAddresses eventAddresses, ServerSizes sizes, IOptions<SendingOptions> options)
{
    // RFC 5321, section 4.5.3.1.8: every server takes so many in one transaction, many take no more.
    private const int MostInOneTransaction = 100;

    /// <summary>To be called before the transaction in which <see cref="Compose"/> is, because it may write; cheap.</summary>
    public async Task PrepareAsync(CancellationToken cancellationToken)
    {
        await tokens.PrepareAsync(cancellationToken);
        await eventAddresses.PrepareAsync(cancellationToken);
        await sizes.PrepareAsync(cancellationToken);
    }

    /// <summary>Composes a mail, or tells all that is wrong with the request.</summary>
    /// <param name="request">What is asked for.</param>
    /// <param name="company">Its company.</param>
    /// <param name="settings">In force for its user.</param>
    /// <param name="mailId">Its number; the Message-ID names it.</param>
    /// <param name="now">The Date.</param>
    public ComposedMail Compose(MailRequest request, Company company, EffectiveSettings settings, long mailId, DateTimeOffset now)
    {
        var check = new RequestCheck(request, company, settings, eventAddresses);
        if (check.Run() is not { } plan)
        {
            return new ComposedMail { Faults = check.Faults };
        }

        var messageId = tokens.Issue(TokenKind.Mail, company.Code, mailId) + company.EventAddress[company.EventAddress.LastIndexOf('@')..];
        var isInternational = IsInternational(plan);
        var content = MailWriter.Write(plan, request, messageId, now, isInternational);
        if (SizeFault(content.Length, settings) is { } fault)
        {
            return new ComposedMail { Faults = [fault] };
        }

        var needsUtf8 = isInternational || (!EnvelopeSenders.IsEventAddress(company, settings.Mode.Value) && !Ascii.IsValid(settings.Email.AsSpan(0, settings.Email.LastIndexOf('@'))));
        return new ComposedMail
        {
            Content = content,
            MessageId = messageId,
            FromAddress = plan.From.ToString(),
            ReplyTo = plan.ReplyTo?.ToString(),
            Groups = Groups(plan, settings.Mode.Value == SenderMode.DirectoReplyTo || company.OneTransactionPerRecipient ? 1 : MostInOneTransaction, needsUtf8),
        };
    }

    // The narrower limit is the one to tell.
    private MailFault? SizeFault(int sizeBytes, EffectiveSettings settings)
    {
        var (own, server) = (options.Value.SizeLimitBytes, sizes.Of(settings));
        return server is not null && (own <= 0 || server.LargestBytes < own)
            ? MailSize.Fault(sizeBytes, server.LargestBytes, FormattableString.Invariant($"{server.Server} (SIZE, {server.LearnedAt.UtcDateTime:yyyy-MM-dd})"))
            : MailSize.Fault(sizeBytes, own, null);
    }

    private static bool IsInternational(MailPlan plan) =>
        plan.Recipients.Where(one => one.Recipient.Kind != RecipientKind.Bcc).Select(one => one.Address)
            .Append(plan.From).Append(plan.ReplyTo ?? plan.From).Append(plan.Sender ?? plan.From)
            .Any(address => address.NeedsSmtpUtf8);

    // An address named twice gets the mail once.
    private static RecipientGroup[] Groups(MailPlan plan, int most, bool needsUtf8) =>
        [.. plan.Recipients.DistinctBy(one => AddressKey.Of(one.Address.ToString()))
            .Chunk(most)
            .Select(group => new RecipientGroup(
                [.. group.Select(one => one.Recipient with { Address = one.Address.ToString() })],
                needsUtf8 || group.Any(one => one.Address.NeedsSmtpUtf8)))];
}
