using System.Text.RegularExpressions;

namespace BounceProcessor.Diagnosis.Reading.Formats;

/// <summary>Gmail before 2016: no delivery status, "Technical details of permanent failure:", the other server's reply quoted.</summary>
internal static partial class GmailNotice
{
    private static readonly string[] ReplyMarks =
        ["The error that the other server returned was:", "The response from the remote server was:", "The response was:",
            "Technical details of permanent failure:", "Technical details of temporary failure:", "Technical details of your delivery"];

    public static NoticeReading? Read(Notice notice)
    {
        if (!notice.Says("Delivery to the following recipient") || !(notice.Says("Technical details of") || notice.Says("an automatically generated Delivery Status Notification")))
        {
            return null;
        }

        var kind = notice.Says("has been delayed") ? MailKind.Delay : MailKind.Failure;
        var addresses = Heads(notice);
        var whole = addresses.Count == 1 ? notice.Folded : null;
        var reply = Reply(string.Join('\n', notice.Lines));
        var host = ServerBy().Match(notice.Folded) is { Success: true } match ? match.Groups[1].Value.TrimEnd('.').ToLowerInvariant() : null;
        return new NoticeReading("gmail", kind,
        [
            .. addresses.Select(address =>
            {
                var recipient = NoticeRecipient.Of(address, null, kind, reply, whole);
                return recipient with { RemoteMta = host ?? recipient.RemoteMta };
            }),
        ]);
    }

    private static List<string> Heads(Notice notice)
    {
        var addresses = new List<string>();
        foreach (var line in notice.Lines)
        {
            if (line.StartsWith("Technical details", StringComparison.OrdinalIgnoreCase) || line.StartsWith("Message will be", StringComparison.OrdinalIgnoreCase))
            {
                break;
            }

            if (line.Length > 0 && line[0] is ' ' or '\t' && Addresses.First(line) is { } address && !addresses.Contains(address, StringComparer.OrdinalIgnoreCase))
            {
                addresses.Add(address);
            }
        }

        if (addresses.Count == 0 && notice.Mail.Headers.Value("X-Failed-Recipients") is { } failed)
        {
            addresses = Addresses.All(failed, 100);
        }

        return addresses;
    }

    private static string Reply(string text)
    {
        foreach (var mark in ReplyMarks)
        {
            var at = text.IndexOf(mark, StringComparison.OrdinalIgnoreCase);
            if (at >= 0)
            {
                return text[(at + mark.Length)..].Trim();
            }
        }

        return "";
    }

    [GeneratedRegex(@"rejected by the (?:server for the )?recipient domain \S+ by ([a-z0-9.-]+)", RegexOptions.NonBacktracking | RegexOptions.IgnoreCase)]
    private static partial Regex ServerBy();
}
