using Xunit;

namespace BounceProcessor.Tests.Commands;

public sealed class TokenCommandTests : IDisposable
{
    private readonly TestFolder _folder = new();
    private readonly string _config;

    public TokenCommandTests() => _config = _folder.Configuration("\"Polling\": { \"Enabled\": false }");

    public void Dispose()
    {
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        _folder.Dispose();
    }

    [Fact]
    public async Task Keys_are_listed_the_one_that_signs_first_and_never_shown()
    {
        var before = await Run.HereAsync("token", "keys", "--config", _config);
        var first = await Run.HereAsync("token", "rotate", "--config", _config);
        var second = await Run.HereAsync("token", "rotate", "--config", _config);
        var after = await Run.HereAsync("token", "keys", "--config", _config);

        Assert.Contains("There is no key yet", before.Output, StringComparison.Ordinal);
        Assert.Equal((0, 0, 0), (first.Code, second.Code, after.Code));
        Assert.Contains("Key 2 signs from now on; older ones are believed for 400 days.", second.Output, StringComparison.Ordinal);
        Assert.Equal(3, after.Lines.Length);
        Assert.EndsWith("it signs", after.Lines[1], StringComparison.Ordinal);
        Assert.DoesNotContain("it signs", after.Lines[2], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Revoking_tells_that_no_older_key_is_believed() =>
        Assert.Contains("no older one is believed any more", (await Run.HereAsync("token", "rotate", "--revoke", "--config", _config)).Output, StringComparison.Ordinal);

    [Theory]
    [InlineData("firmanimi@event.data.directo.ee", "none")]
    [InlineData("firmanimi+taabgaaaaaaaaaaaaaaaaaaaaaaaaaa@event.data.directo.ee", "forged")]
    public async Task What_is_no_token_of_ours_is_told_with_an_exit_code(string text, string state)
    {
        var read = await Run.HereAsync("token", "read", text, "--config", _config);

        Assert.Equal((3, state), (read.Code, read.Output.Trim()));
    }
}
