using BounceProcessor.Senders;
using BounceProcessor.Sending.Connecting;
using BounceProcessor.Tests.Servers;

using Xunit;

namespace BounceProcessor.Tests.Sending.Connecting;

/// <summary>Which addresses a server may have that a user card names.</summary>
public sealed class CardServerNetworkTests : IAsyncLifetime
{
    private readonly SmtpSink _sink = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _sink.DisposeAsync();

    [Theory]
    [InlineData("127.0.0.1", SettingPlace.OwnCard)]
    [InlineData("localhost", SettingPlace.OwnCard)]
    [InlineData("127.0.0.1", SettingPlace.BaseUser)]
    public async Task A_card_is_no_way_into_the_operators_network(string host, SettingPlace place)
    {
        var refusal = await Assert.ThrowsAsync<SubmissionException>(() => OpenAsync(host, place));

        Assert.Equal((SubmissionStage.Name, false), (refusal.Fault.Stage, refusal.Fault.IsTemporary));
        Assert.Contains($"\"{host}\" is ", refusal.Fault.Cause.En, StringComparison.Ordinal);
        Assert.Contains("Sending:Connecting:AllowedNetworks", refusal.Fault.Remedy.En, StringComparison.Ordinal);
        Assert.Contains("Sending:Connecting:AllowedNetworks", refusal.Fault.Remedy.Et, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("127.0.0.0/8")]
    [InlineData("127.0.0.1")]
    public async Task A_network_that_the_operator_allows_is_connected_to(string network)
    {
        await using var client = await OpenAsync("127.0.0.1", SettingPlace.OwnCard, network);
    }

    [Fact]
    public async Task Another_network_than_the_allowed_one_is_not() =>
        await Assert.ThrowsAsync<SubmissionException>(() => OpenAsync("127.0.0.1", SettingPlace.OwnCard, "10.1.2.0/24"));

    [Theory]
    [InlineData(SettingPlace.Configuration)]
    [InlineData(SettingPlace.Mode)]
    public async Task A_server_of_the_configuration_is_always_connected_to(SettingPlace place)
    {
        await using var client = await OpenAsync("127.0.0.1", place);
    }

    [Theory]
    [InlineData("10.1.2.0/24", true)]
    [InlineData("10.1.2.3", true)]
    [InlineData("::1", true)]
    [InlineData("10.1.2.0/33", false)]
    [InlineData("mail.firmanimi.example", false)]
    [InlineData("", false)]
    public void A_network_that_cannot_be_read_is_told_at_the_start_with_its_key(string text, bool isRight)
    {
        var options = new ConnectingOptions();
        options.AllowedNetworks.Add(text);

        var result = new ConnectingNamesValidator().Validate(null, options);

        Assert.Equal(isRight, result.Succeeded);
        Assert.Equal(isRight ? null : $"Sending:Connecting:AllowedNetworks:0 is \"{text}\"; write an IP address or a network, such as 10.1.2.0/24.", result.FailureMessage);
    }

    private Task<SubmissionClient> OpenAsync(string host, SettingPlace place, params string[] allowed)
    {
        var options = new ConnectingOptions { ConnectTimeout = TimeSpan.FromSeconds(20) };
        options.AllowedNetworks.AddRange(allowed);
        var settings = TestSettings.Of(_sink.Port) with { Host = new(host, new SettingSource(place, "mari")) };
        return SubmissionConnector.OpenAsync(settings, new SubmissionCredentials(null, null, null, TimeProvider.System), options, TimeProvider.System, Stop);
    }
}
