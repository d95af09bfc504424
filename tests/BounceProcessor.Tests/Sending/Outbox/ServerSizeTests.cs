using BounceProcessor.Sending.Checking;
using BounceProcessor.Sending.Composing;
using BounceProcessor.Sending.Connecting;
using BounceProcessor.Sending.Records;

using Microsoft.Extensions.DependencyInjection;

using Xunit;

namespace BounceProcessor.Tests.Sending.Outbox;

/// <summary>A mail that is too large for the server is refused before anything is sent, once the server has said how much it takes.</summary>
public sealed class ServerSizeTests
{
    [Fact]
    public async Task A_mail_larger_than_the_server_said_is_refused_with_the_limit_and_where_it_comes_from()
    {
        await using var line = await OutboxLine.StartAsync();
        line.Sink.Offers = ["SIZE 20000"];
        await line.WorkAsync();
        await line.AcceptAsync("a@example.test");
        await line.UntilAsync(TransmissionState.Done, 1);

        var acceptance = await line.Outbox.AcceptAsync(Large(), CancellationToken.None);

        var fault = Assert.Single(acceptance.Faults);
        Assert.Null(acceptance.Mail);
        Assert.Equal(("attachments", "too-large"), (fault.Field, fault.Code));
        Assert.Contains($"127.0.0.1:{line.Sink.Port} (SIZE, ", fault.Text.En, StringComparison.Ordinal);
        Assert.Contains("takes at most 0.02 MB", fault.Text.En, StringComparison.Ordinal);
        Assert.Contains("võtab vastu kuni 0.02 MB", fault.Text.Et, StringComparison.Ordinal);
        Assert.Equal(1, await line.ReadAsync<long>("SELECT COUNT(*) FROM sent_mails"));
    }

    [Fact]
    public async Task A_server_that_was_never_asked_refuses_nothing_beforehand()
    {
        await using var line = await OutboxLine.StartAsync();
        line.Sink.Offers = ["SIZE 20000"];

        Assert.Empty((await line.Outbox.AcceptAsync(Large(), CancellationToken.None)).Faults);
    }

    [Fact]
    public async Task The_connection_test_learns_the_limit_too()
    {
        await using var line = await OutboxLine.StartAsync();
        line.Sink.Offers = ["SIZE 20000"];

        await line.Services.GetRequiredService<SenderCheck>().RunAsync("firmanimi", "mari", new SenderTranscript(TimeProvider.System), null, TestContext.Current.CancellationToken);

        Assert.Equal("too-large", Assert.Single((await line.Outbox.AcceptAsync(Large(), CancellationToken.None)).Faults).Code);
    }

    [Fact]
    public async Task What_another_process_learned_counts_and_a_server_that_takes_more_now_is_believed()
    {
        await using var line = await OutboxLine.StartAsync();
        var other = await line.AddProcessAsync();
        line.Sink.Offers = ["SIZE 20000"];
        var check = other.GetRequiredService<SenderCheck>();
        await check.RunAsync("firmanimi", "mari", new SenderTranscript(TimeProvider.System), null, TestContext.Current.CancellationToken);
        Assert.Single((await line.Outbox.AcceptAsync(Large(), CancellationToken.None)).Faults);

        line.Sink.Offers = ["SIZE 9000000"];
        await line.Services.GetRequiredService<SenderCheck>().RunAsync("firmanimi", "mari", new SenderTranscript(TimeProvider.System), null, TestContext.Current.CancellationToken);

        Assert.Empty((await line.Outbox.AcceptAsync(Large(), CancellationToken.None)).Faults);
    }

    [Fact]
    public async Task What_was_not_said_for_a_month_and_what_is_not_said_any_more_does_not_count()
    {
        await using var line = await OutboxLine.StartAsync();
        await line.WriteAsync(FormattableString.Invariant($"INSERT INTO server_sizes (server, largest_bytes, learned_at) VALUES ('127.0.0.1:{line.Sink.Port}', 20000, 1)"));
        Assert.Empty((await line.Outbox.AcceptAsync(Large(), CancellationToken.None)).Faults);
        var settings = (await line.Services.GetRequiredService<BounceProcessor.Senders.SenderSettings>().FindAsync("firmanimi", "mari", CancellationToken.None)).Settings!;
        var sizes = line.Services.GetRequiredService<ServerSizes>();

        await sizes.LearnAsync(settings, 20_000, CancellationToken.None);
        await sizes.PrepareAsync(CancellationToken.None);
        var known = sizes.Of(settings)?.LargestBytes;
        await sizes.LearnAsync(settings, 0, CancellationToken.None);

        Assert.Equal(20_000, known);
        Assert.Equal(0, await line.ReadAsync<long>("SELECT COUNT(*) FROM server_sizes"));
    }

    private static MailRequest Large() => OutboxLine.Request("a@example.test") with { Attachments = [new MailAttachment("a.bin", null, new byte[30_000], null)] };
}
