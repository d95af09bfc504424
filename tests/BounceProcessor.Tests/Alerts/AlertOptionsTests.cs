using BounceProcessor.Alerts;
using BounceProcessor.Mailboxes;

using Microsoft.Extensions.Options;

using Xunit;

namespace BounceProcessor.Tests.Alerts;

public sealed class AlertOptionsTests
{
    [Fact]
    public void Without_a_schedule_nothing_is_asked_for() => Assert.Empty(Faults(new AlertOptions()));

    [Fact]
    public void All_faults_of_a_canary_are_told_together()
    {
        var options = new AlertOptions { Canary = { Cron = "every day", Host = "smtp://x", Port = 465, Tls = MailboxTls.None, Username = "u", Recipient = "nobody" } };
        options.Canary.Senders["post"] = "firmanimi+x@event.example.test";

        var faults = Faults(options);

        foreach (var key in new[] { "Cron is \"every day\"", "Host is \"smtp://x\"", "Tls", "Password is missing", "Recipient is \"nobody\"", "Senders:post: there is no mailbox", "Senders:post is \"firmanimi+x@" })
        {
            Assert.Contains(faults, fault => fault.StartsWith($"Alerts:Canary:{key}", StringComparison.Ordinal));
        }
    }

    [Fact]
    public void A_whole_canary_has_no_faults()
    {
        var options = new AlertOptions { Canary = { Cron = "0 0 6 * * ?", Host = "smtp.example.org", Recipient = "no-such-person@example.net" } };
        options.Canary.Senders["EVENTS"] = "firmanimi@event.example.test";

        Assert.Empty(Faults(options));
    }

    private static IEnumerable<string> Faults(AlertOptions options)
    {
        var mailboxes = new MailboxesOptions { ByName = { ["events"] = new MailboxOptions() } };
        return new CanaryValidator(Options.Create(mailboxes)).Validate(null, options).Failures ?? [];
    }
}
