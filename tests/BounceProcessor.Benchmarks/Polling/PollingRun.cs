using System.Globalization;

using BounceProcessor.Benchmarks.Hostile;
using BounceProcessor.Tests.Servers;

namespace BounceProcessor.Benchmarks.Polling;

/// <summary>From a mailbox on a Dovecot of its own to committed events: how fast, at whose cost, with how much memory.</summary>
internal static class PollingRun
{
    private const int WarmUp = 2000;

    public static async Task<int> OfAsync(string[] args)
    {
        var isQuick = args.Contains("--quick");
        var mails = (int)Options.Number(args, "--mails", isQuick ? 10_000 : 100_000);
        var rounds = (int)Options.Number(args, "--rounds", isQuick ? 1 : 3);
        var only = Options.Text(args, "--only");
        await using var server = await PrivateDovecot.StartAsync(CancellationToken.None);
        var mailboxes = new BenchMailboxes(server);
        var bytes = mailboxes.Write(mails);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{mails:N0} bounces, {bytes / 1e6:N0} MB, {bytes / mails:N0} bytes each, {rounds} rounds in turns, {Environment.ProcessorCount} cores, load {Load()}"));
        var table = new PollingTable();
        var jobs = PollingJobs.All(server.ImapPort).Where(job => only is null || job.Name.Contains(only, StringComparison.Ordinal)).ToList();
        foreach (var job in jobs)
        {
            // All mails once by the first, so that it does not pay for the disk when it is measured.
            await MeasureAsync(server, mailboxes, job, job == jobs[0] ? mails : Math.Min(WarmUp, mails), null, 0);
        }

        for (var round = 0; round < rounds; round++)
        {
            foreach (var job in jobs)
            {
                await MeasureAsync(server, mailboxes, job, Math.Max(1, (int)(mails * job.Share)), table, round);
            }
        }

        Console.WriteLine();
        table.Print();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"load at the end {Load()}"));
        if (Options.Text(args, "--program") is { } program)
        {
            Console.WriteLine();
            await ColdPoll.RunAsync(program, server, mailboxes, mails, rounds);
        }

        return 0;
    }

    private static async Task MeasureAsync(
        PrivateDovecot server, BenchMailboxes mailboxes, PollingJob job, int mails, PollingTable? table, int round)
    {
        var user = await mailboxes.FillAsync(mails);
        var work = await job.Prepare(user, mails);
        GC.Collect();
        var cpu = new ServerCpu(server);
        using var steps = new StepTimes();
        var (ours, theirs, begin) = (Environment.CpuUsage.TotalTime, cpu.Total(), TimeProvider.System.GetTimestamp());
        await work();
        var wall = TimeProvider.System.GetElapsedTime(begin);
        ours = Environment.CpuUsage.TotalTime - ours;
        theirs = cpu.Total() - theirs;
        table?.Add(new PollingTable.Row(
            round, job.Name, mails / wall.TotalSeconds, ours.TotalMicroseconds / mails, theirs.TotalMicroseconds / mails, steps.Shares()));
        mailboxes.Remove(user);
    }

    private static string Load() => File.ReadAllText("/proc/loadavg").Split(' ')[0];
}
