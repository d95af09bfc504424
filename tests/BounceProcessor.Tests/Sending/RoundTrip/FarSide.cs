using System.Collections.Concurrent;
using System.Globalization;

using BounceProcessor.Tests.Servers;

namespace BounceProcessor.Tests.Sending.RoundTrip;

/// <summary>Where the mail goes, and what is said to it: by the policy of the company's own server, and by the far side behind it.</summary>
internal sealed class FarSide : IAsyncDisposable
{
    private const int MostNumbers = 10;

    private readonly ConcurrentDictionary<string, int> _tries = new(StringComparer.Ordinal);

    public FarSide()
    {
        Gate = new PolicyServer(Gated);
        foreach (var number in Enumerable.Range(0, MostNumbers).Select(number => number.ToString(CultureInfo.InvariantCulture)))
        {
            Answer("refused", number, "550 5.1.1 <{0}>: Recipient address rejected: User unknown in virtual mailbox table");
            Answer("next", number, "550 5.1.1 <{0}>: Recipient address rejected: User unknown in virtual mailbox table", "next.example");
            Answer("gone", number, "550 5.1.1 <{0}>: Recipient address rejected: User unknown in virtual mailbox table");
            Answer("full", number, "552 5.2.2 <{0}>: Mailbox is full, quota exceeded");
            Answer("never", number, "452 4.2.2 <{0}>: Mailbox is full, quota exceeded");
            Answer("late", number, "451 4.7.1 <{0}>: Recipient address rejected: Greylisted, please try again later");
            Answer("spf", number, "550 5.7.23 <{0}>: Recipient address rejected: Message rejected due to: SPF fail - not authorized. Please see http://www.open-spf.org/Why?s=mfrom;id=firmanimi.example;ip=192.0.2.25;r=mx.far.example");
        }

        Sink.OnMail = (mail, _) => Task.FromResult(mail.Recipients.Any(address => Fate.NameIn(address) == "content") ? "554 5.7.1 Message rejected as spam by content filter" : null);
    }

    /// <summary>What the far side answers, and what it has.</summary>
    public SmtpSink Sink { get; } = new() { Offers = ["DSN", "SIZE 10000000", "8BITMIME"] };

    /// <summary>What the company's own server answers.</summary>
    public PolicyServer Gate { get; }

    /// <summary>From now on nobody is put off: who was late is taken, and who never is, is refused for good.</summary>
    public void EndDelays()
    {
        foreach (var (address, answer) in Sink.RecipientAnswers)
        {
            if (Fate.NameIn(address) == "late")
            {
                Sink.RecipientAnswers.TryRemove(address, out _);
            }
            else if (Fate.NameIn(address) == "never")
            {
                Sink.RecipientAnswers[address] = answer.Replace("452 4.2.2", "552 5.2.2", StringComparison.Ordinal);
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Sink.DisposeAsync();
        await Gate.DisposeAsync();
    }

    private void Answer(string name, string number, string words, string domain = "far.example")
    {
        var address = $"{name}{number}@{domain}";
        Sink.RecipientAnswers[address] = words.Replace("{0}", address, StringComparison.Ordinal);
    }

    // Postfix puts "<address>: Recipient address rejected:" before the words itself.
    private string Gated(IReadOnlyDictionary<string, string> asked)
    {
        var address = asked.GetValueOrDefault("recipient", "");
        return (asked["protocol_state"], Fate.NameIn(address)) switch
        {
            ("RCPT", "refused-here") => "550 5.1.1 User unknown in virtual mailbox table",
            ("END-OF-MESSAGE", "content-here") => "554 5.7.1 Message rejected as spam by content filter",
            ("RCPT", "never-here") => "451 4.7.1 Greylisted, please try again later",
            ("RCPT", "busy-here") when _tries.AddOrUpdate($"{asked["sender"]} {address}", 1, (_, tries) => tries + 1) <= 2 => "450 4.2.0 Mailbox busy",
            _ => "DUNNO",
        };
    }
}
