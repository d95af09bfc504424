using System.Globalization;

using Microsoft.Extensions.Options;

namespace BounceProcessor.Sending.Outbox;

/// <summary>Finds settings of the outbox that contradict each other, and limits of servers out of range.</summary>
internal sealed class OutboxTimesValidator : IValidateOptions<OutboxOptions>
{
    private const int MostConnections = 50;
    private const int MostMails = 1_000_000;

    public ValidateOptionsResult Validate(string? name, OutboxOptions options)
    {
        var faults = new List<string>();
        if (options.FirstRetry > options.LongestRetry)
        {
            faults.Add($"{OutboxOptions.Section}:FirstRetry is {options.FirstRetry:c}, longer than LongestRetry ({options.LongestRetry:c}); shorten the first or lengthen the second.");
        }

        if (options.FirstRetry >= options.GiveUpAfter)
        {
            faults.Add($"{OutboxOptions.Section}:FirstRetry is {options.FirstRetry:c}, not shorter than GiveUpAfter ({options.GiveUpAfter:c}), so that nothing would ever be tried again; shorten the first or lengthen the second.");
        }

        foreach (var (host, limits) in options.Servers)
        {
            Check(faults, $"{OutboxOptions.Section}:Servers:{host}:Connections", limits.Connections, 1, MostConnections);
            Check(faults, $"{OutboxOptions.Section}:Servers:{host}:MailsPerMinute", limits.MailsPerMinute, 0, MostMails);
        }

        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }

    private static void Check(List<string> faults, string key, int? value, int least, int most)
    {
        if (value is { } number && (number < least || number > most))
        {
            faults.Add(string.Create(CultureInfo.InvariantCulture, $"{key} is {number}; write a number from {least} to {most}."));
        }
    }
}
