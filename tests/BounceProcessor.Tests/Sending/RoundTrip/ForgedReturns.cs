using System.Data.Common;
using System.Text;

using BounceProcessor.Events;
using BounceProcessor.Tests.Faults;
using BounceProcessor.Tests.Matching;
using BounceProcessor.Tokens;

using Dapper;

using Microsoft.Extensions.Options;

namespace BounceProcessor.Tests.Sending.RoundTrip;

/// <summary>Bounces that somebody made who knows much about the mails of the round trip.</summary>
internal sealed class ForgedReturns
{
    private readonly List<ForgedReturn> _all = [];
    private readonly string _eventAddress;

    private ForgedReturns(string eventAddress) => _eventAddress = eventAddress;

    /// <summary>Fifty, of many kinds.</summary>
    public static async Task<IReadOnlyList<ForgedReturn>> MakeAsync(RoundTripLine line)
    {
        var mails = await SentAsync(line.Database);
        var forged = new ForgedReturns(line.EventAddress);
        var ours = mails.Where(mail => mail is { Company: "firmanimi", Returned: null, State: "accepted" }).ToArray();
        var theirs = mails.Where(mail => mail is { Company: "kirjad", Returned: null, State: "accepted" }).ToArray();
        var bounced = mails.Where(mail => mail is { Company: "firmanimi", Returned: "bounced" }).ToArray();
        forged.AddTokens(ours, Past(line));
        forged.AddStrangers(ours, theirs);
        forged.AddMessageIds(ours);
        forged.AddNews(ours, bounced, line.UserAddress);
        foreach (var mail in bounced.Take(3))
        {
            // The bounce itself once more, and once more under another Message-ID.
            var real = await line.Service<EventStore>().RawMailAsync(mail.BounceId ?? 0, CancellationToken.None) ?? throw new InvalidOperationException("The bounce is gone.");
            var text = Encoding.Latin1.GetString(real);
            forged.Add(null, forged.Back(mail.Token), real);
            forged.Add(null, forged.Back(mail.Token), Encoding.Latin1.GetBytes(text.Insert(text.IndexOf("Message-Id: <", StringComparison.Ordinal) + 13, "again.")));
        }

        return forged._all;
    }

    /// <summary>The events about mail of ours, with all that a person sees of them.</summary>
    public static Task<IReadOnlyList<string>> RealEventsAsync(DbDataSource database) => SentWorld.RowsAsync(
        database,
        "event",
        """
        SELECT id, company, mailbox, kind, status, sender_user, customer, document, recipient, final_recipient, reason, severity, diagnostic, started_at, mail_id, trust, match_evidence,
          sent_mail_id, sent_recipient_id
        FROM events WHERE sent_recipient_id IS NOT NULL
        """);

    /// <summary>All other events: what they are taken for.</summary>
    public static async Task<IReadOnlyList<string>> OtherEventsAsync(DbDataSource database)
    {
        await using var connection = await database.OpenConnectionAsync();
        return (await connection.QueryAsync<string>(
            "SELECT trust || ' ' || SUBSTR(match_evidence, 1, INSTR(match_evidence || ' ', ' ') - 1) FROM events WHERE sent_recipient_id IS NULL")).AsList();
    }

    /// <summary>What the forged ones must be taken for.</summary>
    public static IEnumerable<string> Judgements(IEnumerable<ForgedReturn> forged) => forged.Select(one => one.Judgement).OfType<string>();

    // Mails to one recipient, so that it is plain who is meant.
    private static async Task<IReadOnlyList<SentRow>> SentAsync(DbDataSource database)
    {
        await using var connection = await database.OpenConnectionAsync();
        return (await connection.QueryAsync<SentRow>(
            """
            SELECT m.id, m.company, m.subject, m.message_id AS MessageId, t.id AS Transmission, t.token, r.address, r.state, r.returned, e.mail_id AS BounceId
            FROM sent_mails m
            JOIN sent_recipients r ON r.mail_id = m.id
            JOIN transmissions t ON t.id = r.transmission_id
            LEFT JOIN events e ON e.id = r.event_id
            WHERE (SELECT COUNT(*) FROM sent_recipients o WHERE o.mail_id = m.id) = 1
            ORDER BY m.id
            """)).AsList();
    }

    // Signs with the keys of today on a day that is long over.
    private static SignedTokens Past(RoundTripLine line)
    {
        var clock = new JumpingClock();
        clock.Jump(TimeSpan.FromDays(-500));
        return new SignedTokens(line.Service<TokenKeys>(), line.Service<IOptions<TokenOptions>>(), clock);
    }

    // The same form, another signature.
    private static string Broken(string token, int place = 0)
    {
        var at = token.Length - 1 - place;
        return token[..at] + (token[at] == 'a' ? 'b' : 'a') + token[(at + 1)..];
    }

    private static string Token(SentRow mail) => mail.MessageId.Split('@')[0];

    private void AddTokens(SentRow[] ours, SignedTokens past)
    {
        for (var i = 0; i < 5; i++)
        {
            Add("suspicious forged-token", new ReportText { To = Back(Broken(ours[i].Token, i)), Recipients = [ours[i].Address] });
        }

        for (var i = 0; i < 3; i++)
        {
            Add("suspicious forged-token", new ReportText { To = _eventAddress, HeaderToken = Broken(ours[i].Token), MessageId = ours[i].MessageId, Recipients = [ours[i].Address] });
            Add("suspicious forged-token", new ReportText { To = Back($"{ours[i].Token[..6]}aaaaaaa{(char)('b' + i)}{ours[i].Token[14..]}"), Recipients = [ours[i].Address] });
        }

        for (var i = 0; i < 4; i++)
        {
            Add("suspicious expired-token", new ReportText { To = Back(past.Issue(TokenKind.Transmission, "firmanimi", ours[i].Transmission)), Recipients = [ours[i].Address] });
        }
    }

    private void AddStrangers(SentRow[] ours, SentRow[] theirs)
    {
        for (var i = 0; i < 4; i++)
        {
            Add("suspicious other-company", new ReportText { To = Back(theirs[i].Token), Recipients = [theirs[i].Address] });
        }

        for (var i = 0; i < 3; i++)
        {
            Add("suspicious other-company", new ReportText { To = _eventAddress, MessageId = theirs[i].MessageId, Recipients = [theirs[i].Address] });
            Add("likely address-not-mailed", new ReportText { To = Back(ours[i].Token), Recipients = [$"stranger{i}@far.example"] });
        }

        // Somebody who guesses to whom we write, and what.
        for (var i = 0; i < 4; i++)
        {
            Add("likely recipient-and-time", new ReportText { To = _eventAddress, Subject = ours[i].Subject, Recipients = [ours[i].Address] });
        }
    }

    private void AddMessageIds(SentRow[] ours)
    {
        for (var i = 0; i < 4; i++)
        {
            Add("suspicious forged-message-id", new ReportText { To = _eventAddress, MessageId = $"2026112{i}.1234@{MatchLine.Domain}", Recipients = [ours[i].Address] });
        }

        for (var i = 0; i < 3; i++)
        {
            Add("suspicious forged-message-id", new ReportText { To = _eventAddress, MessageId = $"{Broken(Token(ours[i]), i)}@{MatchLine.Domain}", Recipients = [ours[i].Address] });
        }
    }

    private void AddNews(SentRow[] ours, SentRow[] bounced, string userAddress)
    {
        for (var i = 0; i < 2; i++)
        {
            Add("suspicious two-mails", new ReportText { To = Back(ours[i].Token), MessageId = ours[i + 2].MessageId, Recipients = [ours[i].Address] });
            Add("suspicious forged-token", new ReportText { Action = "delivered", Status = "2.0.0", Words = "250 ok", To = Back(Broken(bounced[i].Token)), Recipients = [bounced[i].Address] });
            Add("unmatched nothing", new ReportText { To = _eventAddress, Text = $"Your mail {ours[i].Token} ({ours[i].MessageId}) failed.", Recipients = [ours[i].Address] });

            // In the mailbox where people get their mail such things are left alone.
            Add(null, userAddress, new ReportText { To = userAddress, HeaderToken = Broken(ours[i].Token), Recipients = [ours[i].Address] }.Bytes());
        }
    }

    private string Back(string token) => _eventAddress.Replace("@", $"+{token}@", StringComparison.Ordinal);

    private void Add(string judgement, ReportText report) => Add(judgement, report.To, report.Bytes());

    private void Add(string? judgement, string address, byte[] mail) => _all.Add(new ForgedReturn(address, mail, judgement));

    private sealed record SentRow
    {
        public string Company { get; init; } = "";

        public string Subject { get; init; } = "";

        public string MessageId { get; init; } = "";

        public long Transmission { get; init; }

        public string Token { get; init; } = "";

        public string Address { get; init; } = "";

        public string State { get; init; } = "";

        public string? Returned { get; init; }

        public long? BounceId { get; init; }
    }
}
