using BounceProcessor.Companies;
using BounceProcessor.Events;
using BounceProcessor.Intake;
using BounceProcessor.Tests.Intake;
using BounceProcessor.Tokens;

using Dapper;

namespace BounceProcessor.Tests.Matching;

/// <summary>The whole line of intake, beside mails that were sent.</summary>
internal sealed class MatchLine : IAsyncDisposable
{
    public const string Domain = "event.data.directo.ee";

    private readonly ScriptedMailSource _mailbox = new();
    private long _mails;
    private long _transmissions = 100;
    private long _recipients = 1000;

    public IntakeLine Intake { get; } = new();

    public SignedTokens Tokens => field ??= TestMatching.Tokens(Intake.Database.Source, Intake.Time);

    public async Task StartAsync()
    {
        await Intake.Database.ApplySchemaAsync();
        await Tokens.PrepareAsync(CancellationToken.None);
    }

    /// <summary>A mail that the outbox accepted and a server took, a day ago.</summary>
    /// <param name="company">Whose.</param>
    /// <param name="subject">Its subject.</param>
    /// <param name="together">All recipients in one transmission, or one each.</param>
    /// <param name="recipients">To whom.</param>
    public async Task<TestMail> SendAsync(string company, string subject, bool together, params string[] recipients)
    {
        var id = ++_mails;
        var at = Intake.Time.GetUtcNow() - TimeSpan.FromDays(1);
        var messageId = $"{Tokens.Issue(TokenKind.Mail, company, id)}@{Domain}";
        await using var connection = await Intake.Database.Source.OpenConnectionAsync(CancellationToken.None);
        await connection.ExecuteAsync(
            """
            INSERT INTO sent_mails (id, company, user_code, message_id, mode, from_address, subject, customer, document, size_bytes, accepted_at)
            VALUES (@id, @company, 'MARI', @messageId, 'directo-reply-to', 'firmanimi@event.data.directo.ee', @subject, @customer, @document, 1, @at)
            """,
            new { id, company, messageId, subject, customer = $"C{id}", document = $"invoice {id}", at });
        List<TestRecipient> sent = [];
        foreach (var address in recipients)
        {
            if (sent.Count == 0 || !together)
            {
                var token = Tokens.Issue(TokenKind.Transmission, company, ++_transmissions);
                await connection.ExecuteAsync(
                    """
                    INSERT INTO transmissions (id, company, mail_id, user_code, envelope_sender, token, server, state, priority, next_at, expires_at, changed_at)
                    VALUES (@id, @company, @mail, 'MARI', @envelope, @token, 'localhost:25', 'done', 0, @at, @at, @at)
                    """,
                    new { id = _transmissions, company, mail = id, envelope = $"{company}+{token}@{Domain}", token, at });
                sent.Add(new TestRecipient(0, address, _transmissions, token));
            }

            var recipient = sent[^1] with { Id = ++_recipients, Address = address };
            await connection.ExecuteAsync(
                """
                INSERT INTO sent_recipients (id, company, mail_id, transmission_id, kind, address, address_key, state, changed_at)
                VALUES (@id, @company, @mail, @transmission, 'to', @address, @key, 'accepted', @at)
                """,
                new { id = recipient.Id, company, mail = id, transmission = recipient.Transmission, address, key = AddressKey.Of(address), at });
            if (sent[^1].Id == 0)
            {
                sent.RemoveAt(sent.Count - 1);
            }

            sent.Add(recipient);
        }

        return new TestMail(id, messageId, subject, sent);
    }

    /// <summary>Mails arrive in the event mailbox, and a run takes them in.</summary>
    public async Task<RunSummary> ArriveAsync(params IEnumerable<byte[]> mails)
    {
        _mailbox.With([.. mails]);
        return await Intake.RunAsync(_mailbox);
    }

    /// <summary>Mails that the mailbox was told about.</summary>
    public IReadOnlyList<string> Settled => _mailbox.Settled;

    public async Task<IReadOnlyList<EventRecord>> EventsAsync()
    {
        List<EventRecord> all = [];
        for (var page = 1; ; page++)
        {
            var (events, total) = await Intake.Events.ListAsync(new EventFilter(), page, 500, CancellationToken.None);
            all.AddRange(events);
            if (all.Count >= total)
            {
                return [.. all.OrderBy(one => one.Id)];
            }
        }
    }

    public async Task<EventRecord> OnlyEventAsync() => Xunit.Assert.Single(await EventsAsync());

    /// <summary>What came home about a recipient, and in which event it is told.</summary>
    public async Task<(string? Returned, long? EventId)> ReturnedAsync(TestRecipient recipient)
    {
        await using var connection = await Intake.Database.Source.OpenConnectionAsync(CancellationToken.None);
        return await connection.QuerySingleAsync<(string?, long?)>("SELECT returned, event_id FROM sent_recipients WHERE id = @Id", new { recipient.Id });
    }

    /// <inheritdoc cref="SentWorld"/>
    public async Task<string> WorldAsync() => string.Join('\n', await SentWorld.ReadAsync(Intake.Database.Source));

    public ValueTask DisposeAsync() => Intake.DisposeAsync();
}
