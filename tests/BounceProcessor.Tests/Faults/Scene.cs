using System.Diagnostics;

using BounceProcessor.Intake;
using BounceProcessor.Mailboxes;
using BounceProcessor.Tests.Polling;
using BounceProcessor.Tests.Servers;

using Dapper;

using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;

using Xunit;

namespace BounceProcessor.Tests.Faults;

/// <summary>A mailbox with letters of people and bounces on a real server, a database, and runs of our own code through both.</summary>
internal sealed class Scene : IAsyncDisposable
{
    private const int People = 3;

    private readonly string _name;
    private readonly int _imapPort;
    private readonly int _lmtpPort;
    private readonly MailboxOptions _box;
    private readonly PollingHost _host;
    private readonly List<int> _numbers = [];
    private IReadOnlyList<SeenMail> _others = [];

    private Scene(int imapPort, int lmtpPort, MailboxOptions box, PollingHost host, string name) =>
        (_imapPort, _lmtpPort, _box, _host, _name) = (imapPort, lmtpPort, box, host, name);

    public string Username => _box.Username;

    /// <summary>Numbers of the bounces that must have an event in the end.</summary>
    public IList<int> Expected => _numbers;

    public PollingHost Host => _host;

    /// <summary>The clock of our own code.</summary>
    public required JumpingClock Clock { get; init; }

    /// <summary>A server that dies while it moves a mail, or two clients that move it at once, may leave a copy in each folder.</summary>
    public bool CopiesMayStay { get; set; }

    /// <summary>The server gave all mails new numbers.</summary>
    public bool Renumbered { get; set; }

    /// <param name="imapPort">Of the server.</param>
    /// <param name="lmtpPort">Where its mail is delivered.</param>
    /// <param name="afterFiling">How bounces are settled.</param>
    /// <param name="change">Further settings; a port is that of a proxy.</param>
    public static async Task<Scene> CreateAsync(
        int imapPort, int lmtpPort, AfterFiling afterFiling, Action<MailboxOptions>? change = null)
    {
        var box = new MailboxOptions
        {
            Host = "127.0.0.1",
            Port = imapPort,
            Tls = MailboxTls.None,
            Username = $"box{Guid.NewGuid():N}",
            Password = "secret",
            Company = "firmanimi",
            AfterFiling = afterFiling,
        };
        change?.Invoke(box);
        var clock = new JumpingClock();
        var name = $"box-{Guid.NewGuid():N}";
        var host = await PollingHost.CreateAsync(
            services =>
            {
                // Small batches, so that a fault falls between some of them.
                services.Configure<IntakeOptions>(options => options.BatchMails = 10);
                services.AddSingleton<TimeProvider>(clock);
            },
            (name, box));
        var scene = new Scene(imapPort, lmtpPort, box, host, name) { Clock = clock };
        await Lmtp.DeliverAsync(lmtpPort, scene.Address, Enumerable.Range(0, People).Select(Letters.Text), TestContext.Current.CancellationToken);
        scene._others = await scene.LookAsync();
        return scene;
    }

    /// <summary>New bounces arrive.</summary>
    public async Task DeliverAsync(int count)
    {
        int[] numbers = [.. Enumerable.Range(_numbers.Count, count)];
        await Lmtp.DeliverAsync(_lmtpPort, Address, numbers.Select(PostfixBounce.Text), TestContext.Current.CancellationToken);
        _numbers.AddRange(numbers);
    }

    /// <summary>One run.</summary>
    /// <returns>What broke it off; null when it came to its end.</returns>
    public async Task<string?> PollAsync()
    {
        try
        {
            var result = await _host.PollAsync(_name);
            return result.Summary is null ? $"held by {result.Holder?.Words}" : null;
        }
        catch (MailboxException fault)
        {
            return fault.Message;
        }
    }

    /// <summary>Runs until one comes to its end and leaves nothing; faults may have more than one effect. Between two runs a day goes by.</summary>
    public async Task PollUntilDoneAsync()
    {
        string? fault = null;
        for (var run = 0; run < 5; run++)
        {
            fault = await PollAsync();
            if (fault is null && (await RunsAsync())[0].Left == 0 && await LeftAsync() == 0)
            {
                return;
            }

            // What the server would not hand over is asked for again after a pause of up to a day.
            Clock.Jump(TimeSpan.FromDays(1));
        }

        Assert.Fail($"five runs did not come to an end; the last said: {fault ?? "it left something"}");
    }

    /// <summary>The stored runs, the last one first.</summary>
    public async Task<IReadOnlyList<RunSummary>> RunsAsync() => await _host.RunsAsync(_name);

    /// <summary>Does something when a step of this mailbox's run begins for the n-th time; the step waits for it.</summary>
    public IDisposable When(string step, int time, Action act)
    {
        var count = 0;
        var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "BounceProcessor",
            Sample = (ref _) => ActivitySamplingResult.AllData,
            ActivityStarted = activity =>
            {
                if (activity.OperationName == step && (activity.GetTagItem("mailbox") as string) == _name && Interlocked.Increment(ref count) == time)
                {
                    act();
                }
            },
        };
        ActivitySource.AddActivityListener(listener);
        return listener;
    }

    /// <summary>Every recipient exactly once, nothing of others touched, sums that balance.</summary>
    public async Task AssertExactlyAsync()
    {
        var mailbox = await LookAsync();
        var findings = await new Exactly
        {
            Database = _host.DatabaseFile,
            Bounces = _numbers,
            Others = Renumbered ? [.. _others.Select(other => other with { Uid = 0 })] : _others,
            AfterFiling = _box.AfterFiling.ToString(),
            CopiesMayStay = CopiesMayStay,
        }.FindAsync(Renumbered ? [.. mailbox.Select(mail => mail with { Uid = 0 })] : mailbox, TestContext.Current.CancellationToken);
        Assert.True(findings.AreNone, findings.ToString());
    }

    public Task<IReadOnlyList<SeenMail>> LookAsync() => MailboxView.LookAsync(_imapPort, Username, TestContext.Current.CancellationToken);

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    private async Task<long> LeftAsync()
    {
        await using var connection = new SqliteConnection($"Data Source={_host.DatabaseFile};Mode=ReadOnly;Pooling=False");
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        return await connection.ExecuteScalarAsync<long>("SELECT COUNT(*) FROM ledger_left");
    }

    private string Address => $"{Username}@event.example.test";
}
