using BounceProcessor.Diagnosis.Smtp;

namespace BounceProcessor.Diagnosis.Reasons;

/// <summary>The words of one refusal with the codes that go with them.</summary>
/// <param name="Words">As the report has them.</param>
/// <param name="Host">Who refused; <see langword="null"/> when not known.</param>
/// <param name="Reply">The reply inside the words.</param>
/// <param name="TextStatus">The enhanced code inside the words.</param>
/// <param name="FieldStatus">The Status field of the report.</param>
internal sealed record Refusal(string Words, string? Host, SmtpReply? Reply, EnhancedStatusCode? TextStatus, EnhancedStatusCode? FieldStatus)
{
    /// <summary>The SMTP command that was refused; <see langword="null"/> when not known.</summary>
    public string? Stage { get; init; }

    /// <summary>Words of the human-readable part, among which the template's own sentences say nothing.</summary>
    public bool IsNotice { get; init; }

    public int? ReplyCode => Reply?.Code;

    /// <summary>Reads the codes out of the words.</summary>
    public static Refusal Of(string? words, string? host, EnhancedStatusCode? fieldStatus)
    {
        if (string.IsNullOrWhiteSpace(words))
        {
            return new Refusal("", host, null, null, fieldStatus);
        }

        var reply = SmtpReply.Find(words);
        return new Refusal(words, host, reply, reply?.Status ?? EnhancedStatusCode.Find(words.AsSpan(reply?.Start ?? 0)) ?? EnhancedStatusCode.Find(words), fieldStatus);
    }
}
