using BounceProcessor.ApiTokens;
using BounceProcessor.Tests.Database;

using Microsoft.Extensions.Time.Testing;

using Xunit;

namespace BounceProcessor.Tests.ApiTokens;

public sealed class ApiTokenStoreTests : IAsyncLifetime
{
    private readonly TestDatabase _database = new();
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 11, 23, 8, 0, 0, TimeSpan.Zero));

    private ApiTokenStore Store => new(_database.Source, _time);

    public async ValueTask InitializeAsync() => await _database.ApplySchemaAsync();

    public ValueTask DisposeAsync() => _database.DisposeAsync();

    [Fact]
    public async Task A_token_opens_what_it_was_made_for()
    {
        var made = await MakeAsync();

        var opened = await Store.OpenAsync(made.Text, CancellationToken.None);

        Assert.Equal("firmanimi", opened?.Company);
        Assert.True(opened?.Allows(ApiScopes.MailsSend));
        Assert.False(opened?.Allows(ApiScopes.MarksWrite));
    }

    [Fact]
    public async Task The_database_holds_the_hash_and_the_beginning_alone()
    {
        var made = await MakeAsync();

        var stored = await _database.ScalarAsync<string>("SELECT HEX(token_hash) || ' ' || prefix FROM api_tokens");

        Assert.Equal(Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(made.Text))) + " " + made.Text[..17], stored);
        Assert.Equal(made.Text[..17], made.Token.Prefix);
        Assert.Equal("bounceproc_".Length + 43, made.Text.Length);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("bounceproc_")]
    public async Task What_is_no_token_opens_nothing(string? text) => Assert.Null(await Store.OpenAsync(text, CancellationToken.None));

    [Fact]
    public async Task A_token_with_one_other_letter_opens_nothing()
    {
        var text = (await MakeAsync()).Text;

        Assert.Null(await Store.OpenAsync(text[..^2] + (text[^2] == 'A' ? 'B' : 'A') + text[^1], CancellationToken.None));
        Assert.Null(await Store.OpenAsync(text.ToUpperInvariant(), CancellationToken.None));
        Assert.Null(await Store.OpenAsync(text + " ", CancellationToken.None));
    }

    [Fact]
    public async Task A_token_ends_at_its_time()
    {
        var made = await MakeAsync(_time.GetUtcNow().AddDays(30));

        _time.Advance(TimeSpan.FromDays(30) - TimeSpan.FromSeconds(1));
        Assert.NotNull(await Store.OpenAsync(made.Text, CancellationToken.None));
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Null(await Store.OpenAsync(made.Text, CancellationToken.None));
    }

    [Fact]
    public async Task A_revoked_token_opens_nothing_and_stays_in_the_list()
    {
        var made = await MakeAsync();

        Assert.Null(await Store.RevokeAsync("teine", made.Token.Id, "mari", CancellationToken.None));
        Assert.NotNull(await Store.OpenAsync(made.Text, CancellationToken.None));
        await Store.RevokeAsync("firmanimi", made.Token.Id, "mari", CancellationToken.None);

        Assert.Null(await Store.OpenAsync(made.Text, CancellationToken.None));
        Assert.Equal("mari", Assert.Single(await Store.ListAsync("firmanimi", CancellationToken.None)).RevokedBy);
        Assert.Empty(await Store.ListAsync("teine", CancellationToken.None));
    }

    [Fact]
    public async Task The_last_use_is_noted_to_the_minute()
    {
        var made = await MakeAsync();
        await Store.OpenAsync(made.Text, CancellationToken.None);
        var first = _time.GetUtcNow();
        _time.Advance(TimeSpan.FromSeconds(59));
        await Store.OpenAsync(made.Text, CancellationToken.None);
        Assert.Equal(first, Assert.Single(await Store.ListAsync(null, CancellationToken.None)).LastUsedAt);

        _time.Advance(TimeSpan.FromSeconds(1));
        await Store.OpenAsync(made.Text, CancellationToken.None);

        Assert.Equal(first.AddMinutes(1), Assert.Single(await Store.ListAsync(null, CancellationToken.None)).LastUsedAt);
    }

    [Fact]
    public void All_faults_of_a_wanted_token_are_told()
    {
        var faults = new ApiTokenRequest("firmanimi", " ", ["mails:eat"], _time.GetUtcNow(), "mari").Faults(_time.GetUtcNow());

        Assert.Equal(3, faults.Count);
        Assert.Contains(faults, fault => fault.Contains("\"mails:eat\"", StringComparison.Ordinal));
    }

    private Task<NewApiToken> MakeAsync(DateTimeOffset? expires = null) =>
        Store.CreateAsync(new ApiTokenRequest("firmanimi", "shop", [ApiScopes.MailsSend, ApiScopes.MailsRead], expires, "mari"), CancellationToken.None);
}
