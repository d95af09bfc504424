using BounceProcessor.Mailboxes;

using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

using Xunit;

namespace BounceProcessor.Tests.Mailboxes;

public sealed class MailboxesOptionsTests
{
    [Fact]
    public void Mailboxes_are_bound_by_name()
    {
        var options = Bind(
            ("samples:Kind", "Folder"), ("samples:Path", "samples/bounces"), ("samples:Company", "firmanimi"),
            ("eu:Host", "imap.example.org"), ("eu:Username", "events"), ("eu:Password", "p"), ("eu:Interval", "00:00:30"));

        Assert.Equal(["eu", "samples"], options.ByName.Keys.Order());
        Assert.Equal((MailboxKind.Folder, "samples/bounces", "firmanimi"), (options.ByName["SAMPLES"].Kind, options.ByName["samples"].Path, options.ByName["samples"].Company));
        Assert.Equal(TimeSpan.FromSeconds(30), options.ByName["eu"].Interval);
    }

    [Fact]
    public void All_faults_of_all_mailboxes_are_told_together()
    {
        var fault = Assert.Throws<OptionsValidationException>(() => Bind(
            ("folder:Kind", "Folder"), ("folder:AfterFiling", "Flag"),
            ("imap:Host", "imap example"), ("imap:Interval", "2.00:00:00"), ("imap:Cron", "every minute"), ("imap:SizeLimitBytes", "1"),
            ("mbox:Kind", "Mbox"), ("mbox:Path", "/"), ("mbox:AfterFiling", "Move")));

        string[] expected =
        [
            "Mailboxes:folder:Path is empty; name the folder.",
            "Mailboxes:folder:AfterFiling is \"Flag\"; a mailbox of kind Folder can do Leave or Move.",
            "Mailboxes:imap:Host is \"imap example\"; name the IMAP server",
            "Mailboxes:imap:Username is empty; write the name that signs in.",
            "Mailboxes:imap:Password is missing; set it in the environment as Mailboxes__imap__Password",
            "Mailboxes:imap:Interval is \"2.00:00:00\"; write a time from 00:00:01 to 1.00:00:00.",
            "Mailboxes:imap:Cron is \"every minute\"; write six or seven fields",
            "Mailboxes:imap:SizeLimitBytes is \"1\"; write a number of bytes from 65536 to 268435456.",
            "Mailboxes:mbox:Path is \"/\"; that is a folder",
            "Mailboxes:mbox:AfterFiling is \"Move\"; a mailbox of kind Mbox can do Leave.",
        ];
        Assert.All(expected, line => Assert.Contains(fault.Failures, failure => failure.StartsWith(line, StringComparison.Ordinal)));
        Assert.Equal(expected.Length, fault.Failures.Count());
    }

    [Theory]
    [InlineData("0 0/5 * * * ?", true)]
    [InlineData("*/5 * * * *", false)]
    [InlineData("0 0 0 1 1 ? 2020", false)]
    public void Cron_is_checked_as_Quartz_reads_it(string cron, bool good)
    {
        var faults = MailboxFaults.Of("box", new MailboxOptions { Kind = MailboxKind.Folder, Path = "x", Cron = cron });

        Assert.Equal(good, !faults.Any());
    }

    [Fact]
    public void A_target_that_is_the_folder_read_is_a_fault()
    {
        var imap = Imap();
        (imap.AfterFiling, imap.MoveTo) = (AfterFiling.Move, "inbox");
        var folder = new MailboxOptions { Kind = MailboxKind.Folder, Path = "x", AfterFiling = AfterFiling.Move, MoveTo = "../x" };

        Assert.Contains("that is the folder that is read", Assert.Single(MailboxFaults.Of("box", imap)), StringComparison.Ordinal);
        Assert.Contains("that is the folder that is read", Assert.Single(MailboxFaults.Of("box", folder)), StringComparison.Ordinal);
    }

    [Fact]
    public void Two_names_for_one_place_are_a_fault()
    {
        var fault = Assert.Throws<OptionsValidationException>(() => Bind(
            ("one:Kind", "Folder"), ("one:Path", "x"), ("two:Kind", "Folder"), ("two:Path", "./x")));

        Assert.Contains("Mailboxes:one and Mailboxes:two name the same place", Assert.Single(fault.Failures), StringComparison.Ordinal);
    }

    [Fact]
    public void Secrets_are_never_quoted()
    {
        var imap = Imap();
        (imap.Password, imap.AccessToken, imap.Host, imap.Port) = ("hidden-word", "hidden-token", "", 0);

        var faults = string.Join('\n', MailboxFaults.Of("box", imap));

        Assert.Contains("Mailboxes:box:Host", faults, StringComparison.Ordinal);
        Assert.DoesNotContain("hidden", faults, StringComparison.Ordinal);
    }

    private static MailboxOptions Imap() => new() { Host = "imap.example.org", Username = "u", Password = "p" };

    private static MailboxesOptions Bind(params (string Key, string Value)[] settings)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(settings.ToDictionary(setting => $"Mailboxes:{setting.Key}", setting => (string?)setting.Value)).Build();
        using var services = new ServiceCollection().AddMailboxes(configuration).BuildServiceProvider();
        return services.GetRequiredService<IOptions<MailboxesOptions>>().Value;
    }
}
