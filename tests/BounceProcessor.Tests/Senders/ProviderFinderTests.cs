using BounceProcessor.Senders;
using BounceProcessor.Tests.Servers;

using Microsoft.Extensions.Options;

using Xunit;

namespace BounceProcessor.Tests.Senders;

public sealed class ProviderFinderTests : IAsyncDisposable
{
    private readonly DnsAnswerer _dns = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => _dns.DisposeAsync();

    [Theory]
    [InlineData("gmail", "aspmx.l.google.com")]
    [InlineData("gmail", "SMTP.Google.com")]
    [InlineData("microsoft365", "firmanimi-example.mail.protection.outlook.com")]
    [InlineData("microsoft365", "firmanimi-example.a-v1.mx.microsoft")]
    [InlineData("zone-eu", "zonemx.eu")]
    [InlineData("zone-eu", "mx1.zone.eu")]
    [InlineData("zone-ee", "mx.zone.ee")]
    public async Task The_provider_is_found_by_the_mail_servers_of_the_domain(string provider, string server)
    {
        _dns.Add("firmanimi.example", (10, server));

        var found = await Finder().FindAsync("Mari@Firmanimi.example", Stop);

        Assert.Equal((provider, true), (found.Provider?.Code, found.IsAnswered));
    }

    [Theory]
    [InlineData("google.com.example")]
    [InlineData("notgoogle.com")]
    [InlineData("mx.firmanimi.example")]
    [InlineData("firmanimi.olc.protection.outlook.com")]
    [InlineData(".")]
    public async Task A_server_that_only_looks_like_a_providers_is_nobodys(string server)
    {
        _dns.Add("firmanimi.example", (10, server));

        Assert.Equal(new ProviderFinding(null, IsAnswered: true), await Finder().FindAsync("mari@firmanimi.example", Stop));
    }

    [Fact]
    public async Task The_preferred_mail_server_decides()
    {
        _dns.Add("firmanimi.example", (20, "mx1.zone.eu"), (10, "aspmx.l.google.com"));

        Assert.Equal("gmail", (await Finder().FindAsync("mari@firmanimi.example", Stop)).Provider?.Code);
    }

    [Fact]
    public async Task An_address_at_the_providers_own_domain_needs_no_question()
    {
        Assert.Equal("gmail", (await Finder().FindAsync("mari@GMAIL.com", Stop)).Provider?.Code);
        Assert.Equal(0, _dns.Questions);
    }

    [Fact]
    public async Task A_domain_in_letters_is_asked_for_in_its_written_form()
    {
        _dns.Add("xn--jgeva-dua.example", (10, "zonemx.eu"));

        Assert.Equal("zone-eu", (await Finder().FindAsync("õie@jõgeva.example", Stop)).Provider?.Code);
    }

    [Fact]
    public async Task A_domain_that_does_not_exist_is_an_answer() =>
        Assert.Equal(new ProviderFinding(null, IsAnswered: true), await Finder().FindAsync("mari@nowhere.example", Stop));

    [Fact]
    public async Task A_silent_name_server_ends_in_no_answer()
    {
        _dns.IsSilent = true;

        Assert.Equal(new ProviderFinding(null, IsAnswered: false), await Finder().FindAsync("mari@firmanimi.example", Stop));
    }

    [Fact]
    public async Task A_failing_name_server_ends_in_no_answer()
    {
        _dns.IsFailing = true;

        Assert.Equal(new ProviderFinding(null, IsAnswered: false), await Finder().FindAsync("mari@firmanimi.example", Stop));
    }

    [Fact]
    public async Task Who_gives_up_waiting_is_obeyed()
    {
        _dns.IsSilent = true;
        using var stop = new CancellationTokenSource();

        var look = Finder(TimeSpan.FromSeconds(30)).FindAsync("mari@firmanimi.example", stop.Token);
        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => look);
    }

    [Theory]
    [InlineData("gmail", SenderMode.Smtp, "smtp.gmail.com", 465, SubmissionTls.SslOnConnect)]
    [InlineData("microsoft365", SenderMode.Microsoft365Oauth, null, null, null)]
    [InlineData("zone-eu", SenderMode.Smtp, "smtp.zone.eu", 465, SubmissionTls.SslOnConnect)]
    [InlineData("zone-ee", SenderMode.Smtp, "smtp.zone.ee", 465, SubmissionTls.SslOnConnect)]
    [InlineData("own", SenderMode.Smtp, null, null, null)]
    public void A_provider_fills_in_what_the_card_needs(string code, SenderMode mode, string? host, int? port, SubmissionTls? tls)
    {
        var card = new UserCard { Company = "firmanimi", Code = "MARI", Host = "smtp.old.example", Port = 25, Tls = SubmissionTls.None };

        var filled = Assert.Single(SubmissionProviders.All, provider => provider.Code == code).FillIn(card);

        Assert.Equal(card with { Mode = mode, Host = host, Port = port, Tls = tls }, filled);
    }

    [Fact]
    public void The_steps_at_Google_lead_to_an_app_password_in_both_languages()
    {
        var steps = SubmissionProviders.All.Single(provider => provider.Code == "gmail").Steps;

        Assert.Contains(steps, step => step.En.Contains("myaccount.google.com/apppasswords", StringComparison.Ordinal) && step.Et.Contains("myaccount.google.com/apppasswords", StringComparison.Ordinal));
        Assert.Contains(steps, step => step.En.Contains("with or without the blanks", StringComparison.Ordinal) && step.Et.Contains("tühikutega või ilma", StringComparison.Ordinal));
    }

    private ProviderFinder Finder(TimeSpan? timeout = null) =>
        new(Options.Create(new SenderDnsOptions { Resolver = _dns.Address, Timeout = timeout ?? TimeSpan.FromSeconds(2) }));
}
