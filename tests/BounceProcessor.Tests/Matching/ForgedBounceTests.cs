using System.Text;

using BounceProcessor.Tokens;

using Xunit;

namespace BounceProcessor.Tests.Matching;

/// <summary>Fifty reports that somebody wrote who may know the mails they name: nothing but events comes of them, and each says what it is.</summary>
public sealed class ForgedBounceTests : IAsyncLifetime
{
    private readonly MatchLine _line = new();

    public async ValueTask InitializeAsync() => await _line.StartAsync();

    public ValueTask DisposeAsync() => _line.DisposeAsync();

    [Fact]
    public async Task Fifty_forged_bounces_change_nothing_and_say_what_they_are()
    {
        var old = await _line.SendAsync("firmanimi", "Arve 1", false, "ann@example.net");
        _line.Intake.Time.Advance(TimeSpan.FromDays(500));
        await _line.Tokens.PrepareAsync(CancellationToken.None);
        var ours = await _line.SendAsync("firmanimi", "Arve 2", false, "ann@example.net", "bob@example.net");
        var second = await _line.SendAsync("firmanimi", "Arve 3", false, "cat@example.net");
        var foreign = await _line.SendAsync("muufirma", "Arve 4", false, "ann@example.net");
        var forged = Forged(old, ours, second, foreign);
        var before = await _line.WorldAsync();

        await _line.ArriveAsync(forged.Select(one => one.Mail));

        var events = await _line.EventsAsync();
        var byMail = events.GroupBy(one => one.MailId).OrderBy(mail => mail.Key).ToArray();
        Assert.Equal(50, forged.Count);
        Assert.Equal(50, byMail.Length);
        Assert.Equal(
            forged.Select(one => one.Judgement),
            byMail.Select(mail => string.Join(" and ", mail.Select(one => $"{one.Trust} {one.MatchEvidence}").Distinct(StringComparer.Ordinal))));
        Assert.All(events, one => Assert.Null(one.SentRecipientId));
        Assert.All(events.Where(one => one.Trust != "likely"), one => Assert.Equal((null, null, null), (one.SentMailId, one.Customer, one.Document)));
        Assert.Equal(before, await _line.WorldAsync());
    }

    [Fact]
    public async Task A_forged_success_does_not_end_the_story_of_a_proved_delay()
    {
        var mail = await _line.SendAsync("firmanimi", "Arve 1", false, "ann@example.net");
        var delay = new ReportText { Action = "delayed", Status = "4.4.1", Words = "451 4.4.1 no answer", To = ReportText.Back(mail.Only.Token), Recipients = ["ann@example.net"], MessageId = mail.MessageId };
        var success = new ReportText { Action = "delivered", Status = "2.0.0", Words = "250 ok", To = ReportText.Back(Broken(mail.Only.Token)), Recipients = ["ann@example.net"], MessageId = mail.MessageId };

        await _line.ArriveAsync(delay.Bytes());
        await _line.ArriveAsync(success.Bytes());

        var events = await _line.EventsAsync();
        Assert.Equal([("delay", "new", "proved"), ("delivered", "new", "suspicious")], events.Select(one => (one.Kind, one.Status, one.Trust ?? "")));
        Assert.Equal(("delayed", events[0].Id), await _line.ReturnedAsync(mail.Only));
    }

    [Fact]
    public async Task A_token_of_another_companys_lost_mail_proves_nothing_of_the_mail_that_has_its_number_now()
    {
        var mail = await _line.SendAsync("firmanimi", "Arve 1", false, "ann@example.net");
        var lost = _line.Tokens.Issue(TokenKind.Transmission, "muufirma", mail.Only.Transmission);
        var lostId = $"{_line.Tokens.Issue(TokenKind.Mail, "muufirma", mail.Id)}@{MatchLine.Domain}";
        var before = await _line.WorldAsync();

        await _line.ArriveAsync(
            new ReportText { To = ReportText.Back(lost) }.Bytes(),
            new ReportText { To = ReportText.Back(lost), Recipients = ["ann@example.net"] }.Bytes(),
            new ReportText { To = "postmaster@catch-all.example", HeaderToken = lost, Recipients = ["ann@example.net"] }.Bytes(),
            new ReportText { To = ReportText.Back(mail.Only.Token), HeaderToken = lost, Recipients = ["ann@example.net"] }.Bytes(),
            new ReportText { MessageId = lostId, Recipients = ["ann@example.net"] }.Bytes());

        var events = await _line.EventsAsync();
        Assert.Equal(5, events.Count);
        Assert.All(events.Take(4), one => Assert.Equal(("suspicious", "other-company"), (one.Trust, one.MatchEvidence)));
        Assert.Equal("suspicious", events[4].Trust);
        Assert.Equal(before, await _line.WorldAsync());
    }

    [Fact]
    public async Task A_token_that_is_older_than_the_mail_is_of_a_lost_one_that_had_its_number()
    {
        var lost = _line.Tokens.Issue(TokenKind.Transmission, "firmanimi", 101);
        _line.Intake.Time.Advance(TimeSpan.FromDays(10));
        await _line.Tokens.PrepareAsync(CancellationToken.None);
        var mail = await _line.SendAsync("firmanimi", "Arve 1", false, "ann@example.net");
        var before = await _line.WorldAsync();

        await _line.ArriveAsync(new ReportText { To = ReportText.Back(lost) }.Bytes());

        Assert.Equal(101, mail.Only.Transmission);
        var one = await _line.OnlyEventAsync();
        Assert.Equal(("unmatched", "mail-gone 101"), (one.Trust, one.MatchEvidence));
        Assert.Equal(before, await _line.WorldAsync());
    }

    private static List<(byte[] Mail, string Judgement)> Forged(TestMail old, TestMail ours, TestMail second, TestMail foreign)
    {
        var (ann, bob) = (ours.Recipients[0], ours.Recipients[1]);
        List<(byte[] Mail, string Judgement)> all = [];

        // A token whose signature is wrong, wherever it stands and whatever stands beside it.
        Add(5, "suspicious forged-token", i => new ReportText { To = ReportText.Back(Broken(ann.Token, i)), Recipients = ["ann@example.net"] });
        Add(1, "suspicious forged-token", _ => new ReportText { HeaderToken = Broken(ann.Token), MessageId = ours.MessageId, Recipients = ["ann@example.net"] });
        Add(1, "suspicious forged-token", _ => new ReportText { ReturnPath = ReportText.Back(Broken(ann.Token)), MessageId = ours.MessageId, Recipients = ["ann@example.net"] });
        Add(1, "suspicious forged-token", _ => new ReportText { EnvelopeId = Broken(ann.Token), Recipients = ["ann@example.net"] });
        Add(2, "suspicious forged-token", i => new ReportText { To = ReportText.Back(ann.Token[..6] + Number(i) + ann.Token[14..]), Recipients = ["ann@example.net"] });
        Add(1, "suspicious forged-token", _ => new ReportText { To = ReportText.Back(ours.MessageId[..31]), Recipients = ["ann@example.net"] });

        // What another company sent, by our mailbox.
        Add(2, "suspicious other-company", _ => new ReportText { To = ReportText.Back(foreign.Only.Token), Recipients = ["ann@example.net"] });
        Add(2, "suspicious other-company", _ => new ReportText { HeaderToken = foreign.Only.Token, Recipients = ["ann@example.net"] });
        Add(1, "suspicious other-company", _ => new ReportText { MessageId = foreign.MessageId, Recipients = ["ann@example.net"] });

        // A notice of long ago, written anew.
        Add(2, $"suspicious expired-token {old.Only.Transmission}", _ => new ReportText { To = ReportText.Back(old.Only.Token), Recipients = ["ann@example.net"] });
        Add(2, $"suspicious expired-token {old.Id}", _ => new ReportText { MessageId = old.MessageId, Recipients = ["ann@example.net"] });

        // The right token, seen by its recipient, with an address that was not on it: a stranger's, another recipient's of the same mail, one of another mail.
        Add(4, $"likely address-not-mailed {ours.Id}", i => new ReportText { To = ReportText.Back(ann.Token), Recipients = [$"invented{i}@example.org"] });
        Add(1, $"likely address-not-mailed {ours.Id}", _ => new ReportText { To = ReportText.Back(ann.Token), Recipients = ["bob@example.net"] });
        Add(1, $"likely address-not-mailed {ours.Id}", _ => new ReportText { To = ReportText.Back(ann.Token), Recipients = ["cat@example.net"] });
        Add(2, $"likely address-not-mailed {ours.Id}", i => new ReportText { MessageId = ours.MessageId, Recipients = [$"invented{i}@example.org"] });
        Add(1, $"likely address-not-mailed {ours.Id}", _ => new ReportText { To = ReportText.Back(ann.Token), Recipients = [.. Enumerable.Range(0, 50).Select(i => $"invented{i}@example.org")] });

        // Thousands of addresses, with the right one among them and without.
        Add(2, "suspicious many-strangers 3001", i => new ReportText { To = ReportText.Back(ann.Token), Recipients = ["ann@example.net", .. Enumerable.Range(0, 3000).Select(n => $"x{n}.{i}@example.org")] });
        Add(1, "suspicious many-strangers 3000", _ => new ReportText { MessageId = ours.MessageId, Recipients = [.. Enumerable.Range(0, 3000).Select(n => $"x{n}@example.org")] });

        // A Message-ID on our domain that we never issued: guessed, signed wrongly, with another kind's token.
        Add(3, "suspicious forged-message-id", i => new ReportText { MessageId = $"2026030{i}.1234@{MatchLine.Domain}", Recipients = ["ann@example.net"] });
        Add(2, "suspicious forged-message-id", i => new ReportText { MessageId = $"{Broken(ours.MessageId[..31], i)}@{MatchLine.Domain}", Recipients = ["ann@example.net"] });
        Add(1, "suspicious forged-message-id", _ => new ReportText { MessageId = $"{ann.Token}@{MatchLine.Domain}", Recipients = ["ann@example.net"] });
        Add(1, "suspicious forged-message-id", _ => new ReportText { MessageId = $"{ours.MessageId[..31]}@elsewhere.example", Recipients = ["ann@example.net"] });

        // Two mails of ours named by one report.
        Add(2, "suspicious two-mails", _ => new ReportText { To = ReportText.Back(ann.Token), MessageId = second.MessageId, Recipients = ["ann@example.net"] });
        Add(1, "suspicious two-mails", _ => new ReportText { To = ReportText.Back(ann.Token), HeaderToken = second.Only.Token, Recipients = ["ann@example.net"] });

        // Complaints about mails that we never sent.
        Add(2, "suspicious forged-token", i => Complaint(ReportText.Back(Broken(bob.Token, i)), $"spam{i}@elsewhere.example"));
        Add(2, "suspicious forged-message-id", i => Complaint($"firmanimi@{MatchLine.Domain}", $"9{i}@{MatchLine.Domain}"));

        // Token and Message-ID in the words alone prove nothing: everybody can read them aloud.
        Add(4, "unmatched nothing", i => new ReportText { Text = $"Your mail {bob.Token} ({ours.MessageId}) to bob@example.net failed, case {i}.", Recipients = ["bob@example.net"] });
        return all;

        void Add(int times, string judgement, Func<int, object> make)
        {
            for (var i = 0; i < times; i++)
            {
                var made = make(i);
                all.Add((made as byte[] ?? ((ReportText)made).Bytes(), judgement));
            }
        }
    }

    private static byte[] Complaint(string to, string messageId) => Encoding.ASCII.GetBytes(
        $"Delivered-To: {to}\r\nFrom: fbl@example.net\r\nTo: {to}\r\nSubject: Abuse report\r\nMIME-Version: 1.0\r\n"
        + "Content-Type: multipart/report; report-type=feedback-report; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\nThis is an abuse report.\r\n"
        + "--b\r\nContent-Type: message/feedback-report\r\n\r\nFeedback-Type: abuse\r\nUser-Agent: Test/1\r\nVersion: 1\r\nOriginal-Rcpt-To: ann@example.net\r\n"
        + $"--b\r\nContent-Type: text/rfc822-headers\r\n\r\nFrom: firmanimi@{MatchLine.Domain}\r\nTo: ann@example.net\r\nSubject: Arve\r\nMessage-ID: <{messageId}>\r\n\r\n--b--\r\n");

    // The same form, another signature.
    private static string Broken(string token, int place = 0)
    {
        var at = token.Length - 1 - place;
        return token[..at] + (token[at] == 'a' ? 'b' : 'a') + token[(at + 1)..];
    }

    // Another number under the same signature.
    private static string Number(int i) => $"aaaaaaa{(char)('b' + i)}";
}
