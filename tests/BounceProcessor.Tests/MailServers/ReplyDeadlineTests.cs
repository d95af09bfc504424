using BounceProcessor.MailServers;

using Xunit;

namespace BounceProcessor.Tests.MailServers;

public sealed class ReplyDeadlineTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(1);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Work_that_blocks_its_thread_is_left_behind_too()
    {
        using var over = new ManualResetEventSlim();

        var fault = await Assert.ThrowsAsync<TimeoutException>(() => ReplyDeadline.RunAsync(
            Limit,
            _ =>
            {
                over.Wait(CancellationToken.None);
                return Task.CompletedTask;
            },
            Token));
        over.Set();

        Assert.Equal("no answer for 1 s", fault.Message);
    }

    [Fact]
    public async Task A_server_that_drips_a_byte_at_a_time_is_given_up_though_it_never_falls_silent()
    {
        var fault = await Assert.ThrowsAsync<TimeoutException>(() => ReplyDeadline.RunAsync<bool>(
            Limit,
            async (deadline, token) =>
            {
                for (var bytes = 1L; ; bytes++)
                {
                    deadline.Report(bytes, 100_000);
                    await Task.Delay(100, token);
                }
            },
            Token));

        Assert.Matches("^only [0-9]+ bytes came in ", fault.Message);
    }

    [Fact]
    public async Task A_slow_line_that_keeps_coming_may_take_longer_than_the_limit()
    {
        var bytes = await ReplyDeadline.RunAsync(
            Limit,
            async (deadline, token) =>
            {
                var came = 0L;
                for (var piece = 0; piece < 20; piece++)
                {
                    deadline.Report(came += 4096, 100_000);
                    await Task.Delay(100, token);
                }

                return came;
            },
            Token);

        Assert.Equal(20 * 4096, bytes);
    }

    [Fact]
    public async Task Many_small_mails_are_signs_of_life_each()
    {
        var mails = await ReplyDeadline.RunAsync(
            Limit,
            async (deadline, token) =>
            {
                var mail = 0;
                for (; mail < 20; mail++)
                {
                    deadline.Report(50, 50);
                    deadline.MailCame();
                    await Task.Delay(100, token);
                }

                return mail;
            },
            Token);

        Assert.Equal(20, mails);
    }

    [Fact]
    public async Task Silence_that_is_expected_is_no_fault_and_ends_when_an_answer_is_due()
    {
        var fault = await Assert.ThrowsAsync<TimeoutException>(() => ReplyDeadline.RunAsync<bool>(
            Limit,
            async (deadline, token) =>
            {
                deadline.ExpectSilence(TimeSpan.FromHours(1));
                await Task.Delay(1500, token);
                deadline.ExpectAnswer();
                await Task.Delay(Timeout.Infinite, token);
                return true;
            },
            Token));

        Assert.Equal("no answer for 1 s", fault.Message);
    }

    [Fact]
    public async Task An_order_to_stop_is_told_from_silence()
    {
        using var stop = new CancellationTokenSource(TimeSpan.FromMilliseconds(50));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => ReplyDeadline.RunAsync(
            TimeSpan.FromMinutes(5), async token => await Task.Delay(Timeout.Infinite, token), stop.Token));
    }
}
