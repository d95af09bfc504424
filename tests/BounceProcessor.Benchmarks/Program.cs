using BenchmarkDotNet.Running;

using BounceProcessor.Benchmarks;
using BounceProcessor.Benchmarks.Filing;
using BounceProcessor.Benchmarks.Hostile;
using BounceProcessor.Benchmarks.Idle;
using BounceProcessor.Benchmarks.Kills;
using BounceProcessor.Benchmarks.Polling;
using BounceProcessor.Benchmarks.Sending;
using BounceProcessor.Benchmarks.Soak;
using BounceProcessor.Benchmarks.Storms;

return args.FirstOrDefault() switch
{
    "filing" => await FilingRun.OfAsync(args[1..]),
    "fuzz" => FuzzRun.Of(args[1..]),
    "idle" => await IdleRun.OfAsync(args[1..]),
    "kills" => await KillRun.OfAsync(args[1..]),
    "polling" => await PollingRun.OfAsync(args[1..]),
    "sender-kills" => await SenderKillRun.OfAsync(args[1..]),
    "sending" => await SendingRun.OfAsync(args[1..]),
    "soak" => await SoakRun.OfAsync(args[1..]),
    "start" => StartRun.Of(),
    "storm" => await StormRun.OfAsync(args[1..]),
    "traps" => TrapRun.Of(args[1..]),
    null => BenchmarkRunner.Run<ReadingBenchmarks>(TableConfig.Create()).HasCriticalValidationErrors ? 1 : 0,
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("""
        Without arguments: the table of docs/benchmarks.md.
        filing [--mails N] [--batch N] [--rounds N] [--folder FOLDER]
            processor time a mail from bytes to committed event, stage by stage; FOLDER on the disk to be measured
        fuzz [--mails N] [--seed N] [--save FOLDER]
            N mutated samples; exit code 1 on an exception or a mail that is too slow for its size
        idle [--bounces 20] [--after-filing Leave|Flag|Move]
            from the delivery of a bounce to its event, by a service whose schedule comes by once a day; exit code 1
            when the median is two seconds or more
        kills [--count 200] [--seed N]
            the program killed at random places of its runs; exit code 1 when something is lost, doubled, touched or out of balance
        polling [--mails 100000] [--rounds 3] [--quick] [--only TEXT] [--program FILE]
            from a mailbox on a Dovecot of its own to committed events, beside what the server can give; with a published
            bounceproc as FILE also how fast and how large a cold process is
        sender-kills [--kills 50] [--mails 2000] [--seed N]
            a service that sends, killed again and again; the far side's count beside ours; exit code 1 when a mail is lost,
            or came twice and was not put before a person as unsure
        sending [--mails 3000] [--rounds 5] [--folder FOLDER]
            mails a second from the outbox to a loopback server beside MailKit alone, with one connection and four; exit
            code 1 below 0.7 of it
        soak [--minutes 60] [--restart-minutes 5] [--rate 1] [--after-filing Leave|Flag|Move] [--idle true|false]
            a service with a bounce every second and a mail server that goes down every few minutes; exit code 1
            unless every recipient is filed once, the sums balance, nothing of others is touched and memory is flat
        start
            what the first mail of a process costs, step by step
        storm [--mails 100000] [--minutes 10]
            a service with one mailbox in a storm, a quiet one beside it and a page fetched every second; exit code 1
            unless everything is filed once, with one alert and few lines of log
        traps [--size N]
            mails built to be slow, at N, 2N and 4N characters; exit code 1 when one grows faster than its size
        """);
    return 2;
}
