using BounceProcessor.Tests.Database;
using BounceProcessor.Tests.Servers;

using MailKit;

using Xunit;

namespace BounceProcessor.Tests.Faults;

/// <summary>What the fault tests ask of <see cref="Exactly"/>: that it finds what is wrong.</summary>
public sealed class ExactlyTests : IAsyncLifetime
{
    private static readonly SeenMail Letter = new("INBOX", 1, MessageFlags.None, Letters.MessageId(0));
    private static readonly SeenMail Bounce = new("Processed", 1, MessageFlags.None, PostfixBounce.MessageId(0));

    private readonly TestDatabase _database = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await _database.ApplySchemaAsync();
        await AddRunAsync(bounces: 1, left: 0);
        await AddEventAsync(0);
        await _database.ExecuteAsync("""
            INSERT INTO ledger_mailboxes (id, company, mailbox, generation, list_from) VALUES (1, 'c', 'box', '7', 0);
            INSERT INTO ledger (ledger_mailbox_id, mail_key, outcome, settled, done_at) VALUES (1, '2', 'bounce', 1, 0)
            """);
    }

    public ValueTask DisposeAsync() => _database.DisposeAsync();

    [Fact]
    public async Task All_in_order_is_no_finding() => Assert.True((await FindAsync(Letter, Bounce)).AreNone, (await FindAsync(Letter, Bounce)).ToString());

    [Fact]
    public async Task A_recipient_without_an_event_is_lost()
    {
        await _database.ExecuteAsync("DELETE FROM events");

        Assert.Single((await FindAsync(Letter, Bounce)).Lost);
    }

    [Fact]
    public async Task Two_events_of_one_recipient_and_an_event_of_nobody_are_doubled()
    {
        await AddEventAsync(0);
        await AddEventAsync(7);

        Assert.Equal(2, (await FindAsync(Letter, Bounce)).Doubled.Count);
    }

    [Fact]
    public async Task A_letter_that_was_read_moved_copied_or_is_gone_is_touched()
    {
        Assert.NotEmpty((await FindAsync(Letter with { Flags = MessageFlags.Seen }, Bounce)).Touched);
        Assert.NotEmpty((await FindAsync(Letter with { Folder = "Processed" }, Bounce)).Touched);
        Assert.NotEmpty((await FindAsync(Letter, Letter with { Folder = "Processed" }, Bounce)).Touched);
        Assert.NotEmpty((await FindAsync(Bounce)).Touched);
    }

    [Fact]
    public async Task A_bounce_that_is_not_settled_or_lies_twice_in_the_target_is_touched()
    {
        Assert.NotEmpty((await FindAsync(Letter, Bounce with { Folder = "INBOX" })).Touched);
        Assert.NotEmpty((await FindAsync(Letter, Bounce, Bounce with { Uid = 2 })).Touched);
    }

    [Fact]
    public async Task A_bounce_that_is_settled_without_an_event_is_found_midway()
    {
        await _database.ExecuteAsync("DELETE FROM events");

        Assert.NotEmpty((await Expected().FindMidwayAsync([Letter, Bounce], Token)).Touched);
        Assert.True((await Expected().FindMidwayAsync([Letter, Bounce with { Folder = "INBOX" }], Token)).AreNone);
    }

    [Fact]
    public async Task Bounces_that_no_run_counted_and_a_last_run_that_left_something_are_unbalanced()
    {
        await _database.ExecuteAsync("INSERT INTO ledger (ledger_mailbox_id, mail_key, outcome, settled, done_at) VALUES (1, '3', 'bounce', 1, 0)");
        await AddRunAsync(bounces: 0, left: 1);

        Assert.Equal(2, (await FindAsync(Letter, Bounce)).Unbalanced.Count);
    }

    private Exactly Expected() => new() { Database = _database.FilePath, Bounces = [0], Others = [Letter], AfterFiling = "Move" };

    private Task<Findings> FindAsync(params SeenMail[] mailbox) => Expected().FindAsync(mailbox, Token);

    private Task AddRunAsync(int bounces, int left) => _database.ExecuteAsync($"""
        INSERT INTO runs (company, mailbox, started_at, ended_at, seen, known, new_mails, bounces, not_bounces, duplicates, quarantined, left_over,
          events_added, events_updated, settled)
        VALUES ('c', 'box', 0, 1, {bounces + left}, 0, {bounces + left}, {bounces}, 0, 0, 0, {left}, 0, 0, 0)
        """);

    private Task AddEventAsync(int number) => _database.ExecuteAsync($"""
        INSERT INTO mails (company, mailbox, hash, size_bytes, headers_only, received_at, filed_at) VALUES ('c', 'box', randomblob(8), 1, 0, 0, 0);
        INSERT INTO events (company, mailbox, kind, status, recipient, recipient_key, kind_evidence, started_at, content, priority, headers_only,
          mail_id, filed_at, changed_at, changed_by, search_text)
        VALUES ('c', 'box', 'failure', 'new', '{PostfixBounce.Recipient(number)}', 'k', '', 0, '', 0, 0, last_insert_rowid(), 0, 0, 'test', '')
        """);
}
