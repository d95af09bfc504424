using BounceProcessor.Diagnosis;
using BounceProcessor.Diagnosis.Reasons;
using BounceProcessor.Tests.Hostile;
using BounceProcessor.Tests.Samples;

using Xunit;

namespace BounceProcessor.Tests.Package;

public sealed class MailDiagnoserTests
{
    [Fact]
    public void One_diagnoser_serves_many_threads_and_tells_each_the_same()
    {
        var diagnoser = new MailDiagnoser(RuleBook.Load(RuleFiles.Embedded()));
        var mails = SampleFolder.Names.Select(SampleFolder.Mail).ToArray();
        var alone = mails.Select(mail => Diagnoses.Text(Diagnoses.Of(mail))).ToArray();
        var differing = 0;

        var threads = Enumerable.Range(0, 8).Select(first => new Thread(() =>
        {
            // Each begins somewhere else, so that different mails meet.
            for (var i = 0; i < mails.Length; i++)
            {
                var mail = (i + (first * mails.Length / 8)) % mails.Length;
                if (Diagnoses.Text(diagnoser.Diagnose(mails[mail], CancellationToken.None)) != alone[mail])
                {
                    Interlocked.Increment(ref differing);
                }
            }
        })).ToList();
        threads.ForEach(thread => thread.Start());
        threads.ForEach(thread => thread.Join());

        Assert.Equal(0, differing);
    }

    [Fact]
    public void A_cancelled_token_ends_it_before_it_begins() =>
        Assert.ThrowsAny<OperationCanceledException>(() => Diagnoses.Diagnoser.Diagnose("Subject: x\n\nx"u8.ToArray(), new CancellationToken(true)));

    [Fact]
    public void A_token_that_is_cancelled_on_the_way_ends_it()
    {
        using var source = new CancellationTokenSource();
        var mail = new WatchedMemory(Traps.Mail("recipients in a report", 200_000), 3, source.Cancel);

        Assert.ThrowsAny<OperationCanceledException>(() => Diagnoses.Diagnoser.Diagnose(mail.Memory, source.Token));
    }

    [Fact]
    public void Nothing_is_kept_of_a_mail_that_came_before()
    {
        var report = SampleFolder.Mail("postfix/01-mailbox-unknown");
        var before = Diagnoses.Text(Diagnoses.Of(report));

        Diagnoses.Of(Traps.Mail("recipients in a report", 200_000));
        Diagnoses.Of([]);

        Assert.Equal(before, Diagnoses.Text(Diagnoses.Of(report)));
    }
}
