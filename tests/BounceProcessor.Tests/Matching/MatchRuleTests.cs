using BounceProcessor.Diagnosis.Reading;
using BounceProcessor.Events;
using BounceProcessor.Matching;

using Xunit;

namespace BounceProcessor.Tests.Matching;

/// <summary>The decision table: what a mail names, whom it speaks of, and what follows.</summary>
public sealed class MatchRuleTests
{
    // Mail 7 went to Ann with transmission 70 and to Bob and Cat with 71; Dan was suppressed, Eve's was cancelled. Mail 8 went to Ann alone. Mail 9 is another company's.
    private static readonly SentTraces Sent = new(
    [
        Mail(7, "firmanimi", (1, 70, "ann@example.net", true), (2, 71, "bob@example.net", true), (3, 71, "cat@example.net", true), (4, null, "dan@example.net", false), (5, 72, "eve@example.net", false)),
        Mail(8, "firmanimi", (6, 80, "ann@example.net", true)),
        Mail(9, "muufirma", (7, 90, "ann@example.net", true)),
    ]);

    public static TheoryData<string, string, string, string> Table => new()
    {
        // What is named; kind, the mailbox's company and the addresses; what is said of it; the sent recipient.
        { "address 70", "failure firmanimi ann@example.net", "proved address-token 70", "1" },
        { "returned 70", "failure firmanimi ann@example.net", "proved returned-token 70", "1" },
        { "envid 70", "failure firmanimi ann@example.net", "proved envelope-id 70", "1" },
        { "address 70 id 7", "failure firmanimi ann@example.net", "proved address-token 70", "1" },
        { "address 71", "failure firmanimi cat@example.net", "proved address-token 71", "3" },
        { "address 71", "failure firmanimi home@example.org,cat@example.net", "proved address-token 71", "3" },
        { "id 7", "failure firmanimi bob@example.net", "matched message-id 7", "2" },
        { "id 7", "delay firmanimi bob@example.net", "matched message-id 7", "2" },
        { "id 7", "complaint firmanimi bob@example.net", "matched message-id 7", "2" },

        // A catch-all does not know its company; the signature tells.
        { "address 90", "failure - ann@example.net", "proved address-token 90", "7" },
        { "id 9", "failure - ann@example.net", "matched message-id 9", "7" },

        // Nobody is named, and there is only one who can be meant.
        { "address 70", "failure firmanimi", "proved address-token 70", "1" },
        { "id 8", "failure firmanimi", "matched message-id 8", "6" },
        { "address 71", "failure firmanimi", "likely address-token 71", "" },
        { "id 7", "complaint firmanimi", "likely message-id 7", "" },

        // The address was not on it. With the token of one recipient nobody speaks for another.
        { "address 70", "failure firmanimi zoe@example.net", "likely address-not-mailed 7", "" },
        { "address 70", "failure firmanimi bob@example.net", "likely address-not-mailed 7", "" },
        { "id 7", "failure firmanimi zoe@example.net", "likely address-not-mailed 7", "" },
        { "address 70 id 7", "failure firmanimi bob@example.net", "matched message-id 7", "2" },
        { "address 72", "failure firmanimi eve@example.net", "likely not-sent 7", "" },
        { "id 7", "failure firmanimi dan@example.net", "likely not-sent 7", "" },

        // Somebody answers.
        { "address 70", "auto-reply firmanimi ann@example.net", "proved address-token 70", "1" },
        { "id 7", "reply firmanimi bob@example.net", "matched message-id 7", "2" },
        { "id 7", "reply firmanimi zoe@example.net", "likely address-not-mailed 7", "" },
        { "expired-id 7", "reply firmanimi ann@example.net", "unmatched nothing", "" },
        { "forged-id", "reply firmanimi ann@example.net", "unmatched nothing", "" },
        { "id 9", "reply firmanimi ann@example.net", "unmatched other-company", "" },
        { "id 7 id 8", "reply firmanimi ann@example.net", "matched message-id 7", "1" },

        // Nothing of ours.
        { "", "failure firmanimi ann@example.net", "unmatched nothing", "" },
        { "address 1234", "failure firmanimi ann@example.net", "unmatched mail-gone 1234", "" },

        // Forged, too old, or against itself.
        { "forged", "failure firmanimi ann@example.net", "suspicious forged-token", "" },
        { "forged", "reply firmanimi ann@example.net", "suspicious forged-token", "" },
        { "forged id 7", "failure firmanimi ann@example.net", "suspicious forged-token", "" },
        { "address 70 forged", "failure firmanimi ann@example.net", "suspicious forged-token", "" },
        { "address 70 forged-id", "failure firmanimi ann@example.net", "suspicious forged-message-id", "" },
        { "forged-id", "complaint firmanimi ann@example.net", "suspicious forged-message-id", "" },
        { "expired 70", "failure firmanimi ann@example.net", "suspicious expired-token 70", "" },
        { "expired-id 7", "failure firmanimi ann@example.net", "suspicious expired-token 7", "" },
        { "address 90", "failure firmanimi ann@example.net", "suspicious other-company", "" },
        { "id 9", "failure firmanimi ann@example.net", "suspicious other-company", "" },
        { "address 70 id 8", "failure firmanimi ann@example.net", "suspicious two-mails", "" },
        { "address 70 address 80", "failure firmanimi ann@example.net", "suspicious two-mails", "" },
        { "id-of-8-as 7", "failure firmanimi ann@example.net", "suspicious forged-message-id", "" },
        { "address 70", "failure firmanimi ann@example.net +5000", "suspicious many-strangers 5001", "" },
        { "id 7", "failure firmanimi zoe@example.net +5000", "suspicious many-strangers 5001", "" },
        { "address 70", "failure firmanimi ann@example.net +50", "proved address-token 70", "1" },
    };

    [Theory]
    [MemberData(nameof(Table))]
    public void What_a_mail_names_decides_how_far_it_is_believed(string named, string subject, string judgement, string recipient)
    {
        var match = MatchRule.Of(Clues(named), Subject(subject), Sent);

        Assert.Equal(judgement, $"{Diagnosis.Codes.ToCode(match.Trust)} {match.Evidence}");
        Assert.Equal(recipient, match.RecipientId?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "");
    }

    [Fact]
    public void A_match_carries_company_user_customer_and_document_of_the_sent_mail()
    {
        var match = MatchRule.Of(Clues("address 90"), Subject("failure - ann@example.net"), Sent);

        Assert.Equal(("muufirma", "JUHAN", "C9", "invoice 9", 9L), (match.Company, match.SenderUser, match.Customer, match.Document, match.MailId ?? 0));
    }

    [Fact]
    public void What_is_suspicious_is_linked_with_no_mail()
    {
        var match = MatchRule.Of(Clues("expired 70"), Subject("failure firmanimi ann@example.net"), Sent);

        Assert.Equal((null, null, "", null, null, null), (match.MailId, match.RecipientId, match.Company, match.SenderUser, match.Customer, match.Document));
    }

    [Fact]
    public void Evidence_is_read_back_as_it_was_written()
    {
        foreach (var sign in Enum.GetValues<MatchSign>())
        {
            Assert.Equal(new MatchEvidence(sign, 17), MatchEvidence.Parse(new MatchEvidence(sign, 17).ToString()));
            Assert.Equal(new MatchEvidence(sign, null), MatchEvidence.Parse(new MatchEvidence(sign, null).ToString()));
        }

        Assert.Null(MatchEvidence.Parse("something else"));
    }

    private static MailClue[] Clues(string named)
    {
        var words = named.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        List<MailClue> clues = [];
        for (var i = 0; i < words.Length; i++)
        {
            clues.Add(words[i] switch
            {
                "address" => new MailClue(MatchSign.AddressToken, ClueState.Valid, Id()),
                "returned" => new MailClue(MatchSign.ReturnedToken, ClueState.Valid, Id()),
                "envid" => new MailClue(MatchSign.EnvelopeId, ClueState.Valid, Id()),
                "id" => MessageId(Id(), ClueState.Valid),
                "id-of-8-as" => MessageId(8, ClueState.Valid) with { Id = Id() },
                "expired" => new MailClue(MatchSign.AddressToken, ClueState.Expired, Id()),
                "expired-id" => MessageId(Id(), ClueState.Expired),
                "forged" => new MailClue(MatchSign.AddressToken, ClueState.Forged, 0),
                "forged-id" => MessageId(0, ClueState.Forged),
                var other => throw new ArgumentException(other),
            });

            long Id() => long.Parse(words[++i], System.Globalization.CultureInfo.InvariantCulture);
        }

        return [.. clues];
    }

    private static MailClue MessageId(long id, ClueState state) =>
        new(MatchSign.MessageId, state, id) { MessageId = $"M{id}@event.data.directo.ee" };

    private static MatchSubject Subject(string text)
    {
        var words = text.Split(' ');
        string[] addresses = words.Length > 2 ? words[2].Split(',') : [];
        var more = words.Length > 3 ? int.Parse(words[3], System.Globalization.CultureInfo.InvariantCulture) : 0;
        var kind = Diagnosis.Codes.Parse<MailKind>(words[0]) ?? throw new ArgumentException(words[0]);
        return new MatchSubject(kind, words[1] == "-" ? "" : words[1], addresses, (addresses.Length > 0 ? 1 : 0) + more);
    }

    private static SentTrace Mail(long id, string company, params (long Id, long? Transmission, string Address, bool WentOut)[] recipients) => new()
    {
        Id = id,
        Company = company,
        UserCode = "JUHAN",
        MessageId = $"m{id}@event.data.directo.ee",
        AcceptedAt = DateTimeOffset.UnixEpoch,
        Customer = $"C{id}",
        Document = $"invoice {id}",
        Recipients = [.. recipients.Select(one => new SentTraceRecipient(one.Id, one.Transmission, one.Address, one.WentOut))],
    };
}
