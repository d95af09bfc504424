using BounceProcessor.Sending.Records;

namespace BounceProcessor.Host.Pages.Outbox;

/// <summary>One mail in the list.</summary>
/// <param name="Mail">The mail.</param>
/// <param name="Recipients">The first few of its recipients.</param>
/// <param name="More">How many there are beside them.</param>
/// <param name="States">States of its transmissions that are not done.</param>
public sealed record OutboxRow(SentMail Mail, IReadOnlyList<SentRecipient> Recipients, int More, IReadOnlyList<string> States);
