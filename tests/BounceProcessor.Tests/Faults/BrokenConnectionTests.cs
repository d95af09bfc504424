using BounceProcessor.Mailboxes;
using BounceProcessor.Tests.Servers;

using Xunit;

namespace BounceProcessor.Tests.Faults;

/// <summary>A real server behind a connection that breaks, drags or lies.</summary>
public sealed class BrokenConnectionTests(DovecotServer dovecot, ITestOutputHelper output)
{
    private static readonly double[] RubbishParts = [0.002, 0.05, 0.2, 0.4, 0.5, 0.6, 0.7, 0.8, 0.995];

    // Sign-in, listing and reading in proportion; the answers to settling are the last thousand bytes.
    private static readonly double[] Parts = [0, 0.01, 0.1, 0.5, 0.9];
    private static readonly int[] BeforeTheEnd = [900, 500, 250, 100, 10];

    [Theory]
    [InlineData(AfterFiling.Leave)]
    [InlineData(AfterFiling.Flag)]
    [InlineData(AfterFiling.Move)]
    public async Task Cut_after_any_number_of_bytes_every_recipient_is_filed_once(AfterFiling afterFiling)
    {
        await dovecot.StartAsync();
        await using var proxy = new FaultyProxy(dovecot.ImapPort);
        await using var scene = await CreateAsync(proxy, afterFiling);
        await scene.DeliverAsync(30);
        await scene.PollUntilDoneAsync();
        var whole = proxy.Bytes;

        foreach (var cut in Parts.Select(part => (long)(part * whole)).Concat(BeforeTheEnd.Select(end => whole - end)))
        {
            await scene.DeliverAsync(30);
            proxy.Once(cut, _ => Task.FromResult(false));
            var fault = await scene.PollAsync();
            output.WriteLine($"cut after {cut} of {whole} bytes: {fault ?? "the run came to its end"}");
            await scene.PollUntilDoneAsync();

            await scene.AssertExactlyAsync();
        }
    }

    [Fact]
    public async Task Rubbish_in_the_middle_costs_at_most_the_run()
    {
        await dovecot.StartAsync();
        await using var proxy = new FaultyProxy(dovecot.ImapPort);
        await using var scene = await CreateAsync(proxy, AfterFiling.Move);
        await scene.DeliverAsync(30);
        await scene.PollUntilDoneAsync();
        var whole = proxy.Bytes;
        var rubbish = new byte[3000];
        new Random(7).NextBytes(rubbish);

        foreach (var part in RubbishParts)
        {
            await scene.DeliverAsync(30);
            proxy.Once((long)(part * whole), async passage =>
            {
                await passage.SendAsync(rubbish);
                return await FaultyProxy.PassAsync(passage);
            });
            output.WriteLine($"after {part:P1}: {await scene.PollAsync() ?? "the run came to its end"}");
            await scene.PollUntilDoneAsync();

            await scene.AssertExactlyAsync();
        }
    }

    [Fact]
    public async Task A_connection_on_which_everything_takes_its_time_is_no_fault()
    {
        await dovecot.StartAsync();
        await using var proxy = new FaultyProxy(dovecot.ImapPort);
        await using var scene = await Scene.CreateAsync(dovecot.ImapPort, dovecot.LmtpPort, AfterFiling.Move, box => box.Port = proxy.Port);
        await scene.DeliverAsync(20);
        proxy.Treatment = async passage =>
        {
            await Task.Delay(60, passage.CancellationToken);
            return await FaultyProxy.PassAsync(passage);
        };

        Assert.Null(await scene.PollAsync());

        await scene.AssertExactlyAsync();
    }

    [Fact]
    public async Task A_server_that_drips_one_byte_a_second_is_left_and_every_recipient_is_filed_once()
    {
        await dovecot.StartAsync();
        await using var proxy = new FaultyProxy(dovecot.ImapPort);
        await using var scene = await CreateAsync(proxy, AfterFiling.Move);
        await scene.DeliverAsync(30);
        await scene.PollUntilDoneAsync();
        var dripped = 0;

        await scene.DeliverAsync(30);
        proxy.Once((long)(0.3 * proxy.Bytes), async passage =>
        {
            for (; dripped < passage.Piece.Length; dripped++)
            {
                await passage.SendAsync(passage.Piece.Slice(dripped, 1));
                await Task.Delay(TimeSpan.FromSeconds(1), passage.CancellationToken);
            }

            return true;
        });
        output.WriteLine(await scene.PollAsync() ?? "the run came to its end");
        await scene.PollUntilDoneAsync();

        Assert.InRange(dripped, 1, 60);
        await scene.AssertExactlyAsync();
    }

    private Task<Scene> CreateAsync(FaultyProxy proxy, AfterFiling afterFiling) => Scene.CreateAsync(
        dovecot.ImapPort,
        dovecot.LmtpPort,
        afterFiling,
        box => (box.Port, box.ReplyTimeout) = (proxy.Port, TimeSpan.FromSeconds(3)));
}
