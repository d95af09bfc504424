using BounceProcessor.Diagnosis.Reading;
using BounceProcessor.Diagnosis.Reasons;
using BounceProcessor.Tests.Samples;

using Xunit;

namespace BounceProcessor.Tests.Reasons;

/// <summary>Judges <c>samples/replies/documented.tsv</c>: replies that receivers document, with and without the host that refused.</summary>
public sealed class DocumentedReplyTests
{
    private static readonly Diagnoser Judge = new(RuleBook.Embedded);

    public static TheoryData<string?, string, string> Replies { get; } = Read();

    [Theory]
    [MemberData(nameof(Replies))]
    public void A_documented_reply_means_what_its_receiver_says(string? host, string reason, string reply)
    {
        var verdict = Judge.Diagnose(
            new ReportedRecipient { Address = "jaan@saaja.example", Action = RecipientAction.Failed, Diagnostic = Words.FoldReply(reply), RemoteMta = host }, null);

        Assert.True(reason == verdict.Reason.Code, $"{reply}: expected {reason}, got {verdict.Reason.Code} by {verdict.Rule} [{verdict.Evidence.MatchedWords}].");
    }

    // "host": with it and without any; "!host": only with it; "-": only without.
    private static TheoryData<string?, string, string> Read()
    {
        var replies = new TheoryData<string?, string, string>();
        foreach (var line in File.ReadLines(Path.Combine(SampleFolder.Path, "..", "replies", "documented.tsv")))
        {
            if (line.Split('\t') is not [var host, var reason, var reply])
            {
                continue;
            }

            if (host != "-")
            {
                replies.Add(host.TrimStart('!'), reason, reply);
            }

            if (!host.StartsWith('!'))
            {
                replies.Add(null, reason, reply);
            }
        }

        return replies;
    }
}
