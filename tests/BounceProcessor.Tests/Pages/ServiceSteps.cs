using System.Data.Common;

using BounceProcessor.Intake;
using BounceProcessor.Mailboxes;
using BounceProcessor.Tests.Intake;

using Dapper;

using Microsoft.Extensions.Options;

using Xunit;

namespace BounceProcessor.Tests.Pages;

/// <summary>What the intake does on a site, done at once.</summary>
internal static class ServiceSteps
{
    /// <summary>Runs through a mailbox of the site's configuration.</summary>
    public static Task RunAsync(this TestSite site, string mailbox, IMailSource source) => site.Service<IntakeRun>().RunAsync(
        new IntakeRequest(mailbox, site.Service<IOptions<MailboxesOptions>>().Value.ByName[mailbox], DryRun: false), source, null, CancellationToken.None);

    /// <summary>Runs through the mailbox events-eu; our own code fails on what is about b@example.net.</summary>
    public static async Task SetAsideAsync(this TestSite site, IMailSource source)
    {
        await site.ExecuteAsync("CREATE TRIGGER poison BEFORE INSERT ON events WHEN NEW.recipient = 'b@example.net' BEGIN SELECT RAISE(ABORT, 'poisoned'); END");
        await site.RunAsync("events-eu", source);
    }

    /// <summary>Has a run through a mailbox fail.</summary>
    public static async Task FailAsync(this TestSite site, string mailbox, string fault)
    {
        var source = new ScriptedMailSource { OpenFault = new MailboxException(fault, null) };
        await Assert.ThrowsAsync<MailboxException>(() => site.RunAsync(mailbox, source));
    }

    public static async Task ExecuteAsync(this TestSite site, string sql)
    {
        await using var connection = await site.Service<DbDataSource>().OpenConnectionAsync();
        await connection.ExecuteAsync(sql);
    }
}
