using BounceProcessor.Companies;

using DnsClient;
using DnsClient.Protocol;

using Microsoft.Extensions.Options;

namespace BounceProcessor.Senders;

/// <summary>Finds who hosts the mailbox of an address: by its domain, else by the domain's mail servers (MX).</summary>
internal sealed class ProviderFinder(IOptions<SenderDnsOptions> options)
{
    private const int MostServers = 10;

    private LookupClient? _client;

    /// <summary>Looks.</summary>
    /// <param name="email">The address.</param>
    /// <param name="cancellationToken">Ends the look.</param>
    public async Task<ProviderFinding> FindAsync(string email, CancellationToken cancellationToken)
    {
        if (AddressKey.Of(email) is not { } key || key[^1] == ']')
        {
            return new ProviderFinding(null, IsAnswered: true);
        }

        var domain = key[(key.LastIndexOf('@') + 1)..];
        if (SubmissionProviders.All.FirstOrDefault(provider => provider.Domains.Contains(domain)) is { } known)
        {
            return new ProviderFinding(known, IsAnswered: true);
        }

        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(options.Value.Timeout);
        try
        {
            var answer = await Client().QueryAsync(domain, QueryType.MX, cancellationToken: limit.Token);
            var isAnswered = answer.Header.ResponseCode is DnsHeaderResponseCode.NoError or DnsHeaderResponseCode.NotExistentDomain;
            return new ProviderFinding(Of(answer.Answers.MxRecords()), isAnswered);
        }
        catch (Exception fault) when (fault is DnsResponseException or InvalidOperationException or OperationCanceledException)
        {
            cancellationToken.ThrowIfCancellationRequested();

            // No resolver, no answer or nonsense: the choice is left to the person, who is told so.
            return new ProviderFinding(null, IsAnswered: false);
        }
    }

    private static SubmissionProvider? Of(IEnumerable<MxRecord> records) => records
        .OrderBy(record => record.Preference)
        .Take(MostServers)
        .Select(record => record.Exchange.Value.TrimEnd('.'))
        .Select(server => SubmissionProviders.All.FirstOrDefault(provider => provider.MailServers.Any(end => IsIn(server, end))))
        .FirstOrDefault(provider => provider is not null);

    // mail.google.com.example is not Google's.
    private static bool IsIn(string server, string end) =>
        server.Equals(end, StringComparison.OrdinalIgnoreCase) || server.EndsWith($".{end}", StringComparison.OrdinalIgnoreCase);

    private LookupClient Client() => _client ??= new LookupClient(Settings());

    private LookupClientOptions Settings()
    {
        var settings = SenderDnsValidator.EndPoint(options.Value.Resolver) is { } resolver ? new LookupClientOptions(resolver) : new LookupClientOptions();
        settings.Timeout = options.Value.Timeout;
        settings.Retries = 1;
        settings.UseCache = false;
        settings.ThrowDnsErrors = false;
        return settings;
    }
}
