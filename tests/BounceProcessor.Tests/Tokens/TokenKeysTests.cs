using BounceProcessor.Tests.Servers;
using BounceProcessor.Tokens;

using Xunit;

namespace BounceProcessor.Tests.Tokens;

public sealed class TokenKeysTests : IDisposable
{
    private readonly TestFolder _folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Without_a_key_nothing_is_signed_and_it_is_told_what_was_forgotten()
    {
        await using var line = await TokenLine.StartAsync(_folder);

        var fault = Assert.Throws<InvalidOperationException>(() => line.Tokens.Issue(TokenKind.Mail, "firmanimi", 1));

        Assert.Contains("PrepareAsync has to be called first", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_processes_that_start_together_have_one_key()
    {
        await using var one = await TokenLine.StartAsync(_folder);
        await using var other = await TokenLine.StartAsync(_folder, one.Time);
        Assert.Throws<InvalidOperationException>(() => other.Tokens.Issue(TokenKind.Mail, "firmanimi", 1));

        await one.Tokens.PrepareAsync(Token);
        await other.Tokens.PrepareAsync(Token);

        Assert.Single(one.Keys.List());
        Assert.True(one.Tokens.Read(other.Tokens.Issue(TokenKind.Mail, "firmanimi", 1)).IsValid);
    }

    [Fact]
    public async Task After_a_rotation_the_new_key_signs_and_the_old_one_is_believed()
    {
        await using var line = await TokenLine.PreparedAsync(_folder);
        var old = line.Tokens.Issue(TokenKind.Transmission, "firmanimi", 1);

        await line.Keys.RotateAsync(revokesOlder: false, Token);
        var current = line.Tokens.Issue(TokenKind.Transmission, "firmanimi", 1);

        Assert.NotEqual(old, current);
        Assert.Equal([2, 1], line.Keys.List().Select(key => key.Number));
        Assert.True(line.Tokens.Read(old).IsValid);
        Assert.True(line.Tokens.Read(current).IsValid);
    }

    [Fact]
    public async Task A_rotation_by_another_process_is_noticed_when_its_first_token_comes_home()
    {
        await using var sender = await TokenLine.PreparedAsync(_folder);
        await using var reader = await TokenLine.PreparedAsync(_folder, sender.Time);
        sender.Time.Advance(TimeSpan.FromSeconds(2));

        await sender.Keys.RotateAsync(revokesOlder: false, Token);

        Assert.True(reader.Tokens.Read(sender.Tokens.Issue(TokenKind.Transmission, "firmanimi", 1)).IsValid);
    }

    [Fact]
    public async Task A_rotation_by_another_process_is_noticed_by_who_signs_within_ten_seconds()
    {
        await using var one = await TokenLine.PreparedAsync(_folder);
        await using var other = await TokenLine.PreparedAsync(_folder, one.Time);
        await one.Keys.RotateAsync(revokesOlder: false, Token);

        other.Time.Advance(TimeSpan.FromSeconds(10));

        Assert.Equal(one.Tokens.Issue(TokenKind.Mail, "firmanimi", 1), other.Tokens.Issue(TokenKind.Mail, "firmanimi", 1));
    }

    [Fact]
    public async Task A_key_that_was_withdrawn_is_not_believed_any_more()
    {
        await using var line = await TokenLine.PreparedAsync(_folder);
        var stolen = line.Tokens.Issue(TokenKind.Transmission, "firmanimi", 1);

        await line.Keys.RotateAsync(revokesOlder: true, Token);

        Assert.Equal(TokenState.Expired, line.Tokens.Read(stolen).State);
        Assert.True(line.Tokens.Read(line.Tokens.Issue(TokenKind.Transmission, "firmanimi", 1)).IsValid);
    }

    [Fact]
    public async Task A_key_gets_a_successor_by_itself_when_it_is_old()
    {
        await using var line = await TokenLine.PreparedAsync(_folder);

        line.Time.Advance(TimeSpan.FromDays(364));
        await line.Tokens.PrepareAsync(Token);
        Assert.Single(line.Keys.List());

        line.Time.Advance(TimeSpan.FromDays(1));
        await line.Tokens.PrepareAsync(Token);
        Assert.Equal([2, 1], line.Keys.List().Select(key => key.Number));
    }

    [Fact]
    public async Task A_key_stays_when_rotation_is_left_to_people()
    {
        await using var line = await TokenLine.PreparedAsync(_folder, null, ("Tokens:RotateAfter", "00:00:00"));

        line.Time.Advance(TimeSpan.FromDays(3000));
        await line.Tokens.PrepareAsync(Token);

        Assert.Single(line.Keys.List());
    }

    [Fact]
    public async Task Keys_lie_encrypted_in_the_database()
    {
        await using var line = await TokenLine.PreparedAsync(_folder);

        var secret = line.Keys.Signing().Secret;
        var bytes = await File.ReadAllBytesAsync(_folder.File("data/events.db-wal"), Token);

        Assert.NotNull(secret);
        Assert.Equal(-1, bytes.AsSpan().IndexOf(secret));
        Assert.Equal(-1, bytes.AsSpan().IndexOf(System.Text.Encoding.ASCII.GetBytes(Convert.ToBase64String(secret))));
        Assert.NotEqual(-1, bytes.AsSpan().IndexOf("token_keys"u8));
    }

    [Fact]
    public async Task With_another_key_ring_a_new_key_signs_and_old_tokens_are_neither_believed_nor_called_forged()
    {
        string old;
        await using (var before = await TokenLine.PreparedAsync(_folder))
        {
            old = before.Tokens.Issue(TokenKind.Transmission, "firmanimi", 1);
        }

        Directory.Delete(_folder.File("data/keys"), recursive: true);
        await using var after = await TokenLine.PreparedAsync(_folder);

        Assert.Equal(TokenState.None, after.Tokens.Read(old).State);
        Assert.True(after.Tokens.Read(after.Tokens.Issue(TokenKind.Transmission, "firmanimi", 1)).IsValid);
        Assert.Contains(after.Log.Lines, line => line.Contains("Token key 1 was encrypted with other keys", StringComparison.Ordinal));
    }
}
