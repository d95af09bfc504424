using BounceProcessor.Intake;
using BounceProcessor.Mailboxes;

using MailKit;
using MailKit.Net.Imap;
using MailKit.Security;

namespace BounceProcessor.Benchmarks.Polling;

/// <summary>What is measured.</summary>
/// <param name="Name">As the table names it.</param>
/// <param name="Share">Of the mails: what is slow gets fewer.</param>
/// <param name="Prepare">Before the clock starts.</param>
internal sealed record PollingJob(string Name, double Share, Func<string, int, Task<Func<Task>>> Prepare);

/// <summary>The list of them.</summary>
internal static class PollingJobs
{
    private const int BatchMails = 500;

    public static IReadOnlyList<PollingJob> All(int port) =>
    [
        new("raw socket, thrown away", 1, (user, _) => Task.FromResult<Func<Task>>(async () =>
        {
            using var raw = new RawFetch(port, user);
            await raw.FetchAsync();
        })),
        new("MailKit in batches, not read", 1, (user, mails) => Task.FromResult<Func<Task>>(() => MailKitAsync(port, user, mails))),
        Whole("whole job, left", 1, port, AfterFiling.Leave, 1, null),
        Whole("whole job, left, 2 connections", 1, port, AfterFiling.Leave, 2, null),
        Whole("whole job, flagged", 1, port, AfterFiling.Flag, 1, null),
        Whole("whole job, moved", 1, port, AfterFiling.Move, 1, null),
        Whole("whole job, one by one, flagged", 0.02, port, AfterFiling.Flag, 1, 1),
    ];

    private static PollingJob Whole(string name, double share, int port, AfterFiling afterFiling, int connections, int? batchMails) => new(
        name,
        share,
        async (user, mails) =>
        {
            var line = new PollingLine(port, user, afterFiling, connections, batchMails);
            await line.PrepareAsync();
            return async () =>
            {
                await using (line)
                {
                    Check(await line.RunAsync(), mails, afterFiling);
                }
            };
        });

    private static void Check(RunSummary run, int mails, AfterFiling afterFiling)
    {
        if (run.Bounces != mails || run.EventsAdded != mails || run.Settled != (afterFiling == AfterFiling.Leave ? 0 : mails))
        {
            throw new InvalidOperationException($"The run did something else than it should have done with {mails} bounces: {run}.");
        }
    }

    private static async Task MailKitAsync(int port, string user, int mails)
    {
        using var client = new ImapClient();
        await client.ConnectAsync("127.0.0.1", port, SecureSocketOptions.None);
        await client.AuthenticateAsync(user, "secret");
        var inbox = (ImapFolder)(client.Inbox ?? throw new InvalidOperationException("no inbox"));
        await inbox.OpenAsync(FolderAccess.ReadOnly);
        var uids = await inbox.SearchAsync(MailKit.Search.SearchQuery.All);
        var came = 0;
        foreach (var batch in uids.Chunk(BatchMails))
        {
            await inbox.GetStreamsAsync(batch, (_, _, _, _, _) =>
            {
                came++;
                return Task.CompletedTask;
            });
        }

        if (came != mails)
        {
            throw new InvalidOperationException($"MailKit got {came} of {mails} mails.");
        }
    }
}
