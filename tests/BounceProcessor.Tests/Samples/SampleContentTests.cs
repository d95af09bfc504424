using System.Net;
using System.Text;
using System.Text.RegularExpressions;

using Xunit;

namespace BounceProcessor.Tests.Samples;

/// <summary>Samples are public: names and addresses in them belong to nobody (RFC 2606, RFC 5737), or to a provider whose documented wording needs them.</summary>
public sealed partial class SampleContentTests
{
    // Own names first, then providers; ftp.isi.edu stands in every notice of Courier.
    private static readonly string[] AllowedDomains =
    [
        "example", "test", "example.com", "example.org", "example.net", "event.data.directo.ee", "localhost",
        "google.com", "googlemail.com", "outlook.com", "office365.com", "office.com", "live.com", "microsoft.com", "aka.ms",
        "yahoo.com", "yahooinc.com", "yahoodns.net", "gmx.net", "gmx.de", "pphosted.com", "ppe-hosted.com", "proofpoint.com", "mimecast.com",
        "icloud.com", "apple.com", "mail.ru", "zone.ee", "zone.eu", "amazonses.com", "isi.edu", "spamhaus.org",
    ];

    // Users that Exim and dma name where a host would stand; mailboxes inside Sun's Messaging Server.
    private static readonly string[] NoHosts = ["debian-exim", "mailer-daemon", "root", "ims-ms-daemon"];

    // Four numbers with dots that are no address: a version of sendmail, a code of Yahoo.
    private static readonly string[] NoAddresses = ["8.17.1.9", "4.16.55.1"];

    public static TheoryData<string> Names => [.. SampleFolder.Names];

    [Theory]
    [MemberData(nameof(Names))]
    public void Sample_names_only_hosts_that_belong_to_nobody_or_to_a_documented_provider(string name)
    {
        var text = TextOf(name);

        var hosts = MailDomain().Matches(text).Concat(LinkHost().Matches(text)).Concat(TraceHost().Matches(text)).Concat(RealName().Matches(text))
            .Select(match => match.Groups["host"].Value.TrimEnd('.').ToLowerInvariant());

        Assert.Empty(hosts.Where(host => !IsAllowed(host)).Distinct());
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Sample_has_only_documentation_addresses(string name)
    {
        var text = TextOf(name);

        var addresses = Ipv4().Matches(text).Select(match => match.Value).Where(address => !NoAddresses.Contains(address) && IPAddress.TryParse(address, out _));
        var longAddresses = Ipv6().Matches(text).Select(match => match.Value).Where(address => !TimeOfDay().IsMatch(address));

        Assert.Empty(addresses.Where(address => !IsDocumentation(address)).Distinct());
        Assert.DoesNotContain(longAddresses, address => !address.StartsWith("2001:db8:", StringComparison.OrdinalIgnoreCase));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Sample_names_no_folder_of_the_machine_it_was_made_on(string name)
    {
        Assert.DoesNotMatch(MachineFolder(), TextOf(name));
    }

    // Courier calls itself localhost [127.0.0.1]; that address names no machine.
    private static bool IsDocumentation(string address) =>
        address is "127.0.0.1"
        || address.StartsWith("192.0.2.", StringComparison.Ordinal)
        || address.StartsWith("198.51.100.", StringComparison.Ordinal)
        || address.StartsWith("203.0.113.", StringComparison.Ordinal);

    private static bool IsAllowed(string host) =>
        NoHosts.Contains(host)
        || AllowedDomains.Any(domain => host == domain || host.EndsWith('.' + domain, StringComparison.Ordinal))
        || IPAddress.TryParse(host, out _);

    // Soft line breaks of quoted-printable would cut names in two.
    private static string TextOf(string name) => SoftBreak().Replace(Encoding.UTF8.GetString(SampleFolder.Mail(name)), "");

    [GeneratedRegex(@"=\r?\n")]
    private static partial Regex SoftBreak();

    [GeneratedRegex(@"@(?<host>[\p{L}\p{N}](?:[\p{L}\p{N}.-]*[\p{L}\p{N}])?)")]
    private static partial Regex MailDomain();

    [GeneratedRegex(@"https?://(?<host>[\w.-]+)")]
    private static partial Regex LinkHost();

    [GeneratedRegex(@"(?im)^(?:Received:\s+(?:from|by)|[ \t]+by|(?:Reporting|Remote|Received-From)-MTA:[ \t]*dns;)[ \t]*(?<host>[\p{L}\p{N}][\p{L}\p{N}.-]*)")]
    private static partial Regex TraceHost();

    [GeneratedRegex(@"(?i)(?<![\w.@-])(?:\d{3}-)?(?<host>(?:[a-z0-9][a-z0-9-]*\.)+(?:com|net|org|edu|ee|eu|ru|de|lv|fi|io|info|local|lan|internal))(?![\w-])")]
    private static partial Regex RealName();

    [GeneratedRegex(@"(?<![\d.])\d{1,3}(?:\.\d{1,3}){3}(?![\d.]*\d)")]
    private static partial Regex Ipv4();

    [GeneratedRegex(@"(?i)(?<![\w:])[0-9a-f]{1,4}(?::[0-9a-f]{0,4}){3,7}(?![\w:])")]
    private static partial Regex Ipv6();

    // MDaemon's transcripts: "Wed 2026-11-18 09:12:31: --> QUIT".
    [GeneratedRegex(@"^[0-9]{2}:[0-9]{2}:[0-9]{2}:$")]
    private static partial Regex TimeOfDay();

    [GeneratedRegex(@"/(?:home|root|tmp|usr|var|opt|srv|mnt)/")]
    private static partial Regex MachineFolder();
}
