using System.Buffers;

namespace BounceProcessor.Diagnosis.Reading.Formats;

/// <summary>
/// List managers (Mailman, LISTSERV, Sympa, ezmlm, fml, Majordomo) that refuse a posting. The list is the recipient that failed; the
/// addresses of its owner, its robot and the one who posted did not.
/// </summary>
internal static class MailingListNotice
{
    private static readonly SearchValues<string> Refusals = Words.Phrases(
        "has been rejected by the list moderator", "not allowed to post to this mailing list", "not allowed to post to this list", "mailing-list was rejected for the following", "mailing list was rejected for the following",
        "you are not authorized to send mail to the", "(attached below) was rejected", "not a member of this mailing list", "not a member of the mailing list", "not a member of this ml", "not a member of this list",
        "are not member (", "have failed to act on your post", "duplicated message-id in <", "was not posted", "only subscribers may post", "only members may post", "only list members can post", "only list members may post",
        "is restricted to list subscribers", "list is restricted to subscribers", "your posting has been rejected", "your posting was rejected", "メーリングリストのメンバーではありません");

    private static readonly SearchValues<string> NoRefusals = Words.Phrases(
        "is being held until", "awaits moderator approval", "awaiting approval", "waiting for approval", "welcome to the", "subscription request", "confirm your subscription", "has been unsubscribed");

    private static readonly string[] Robots = ["listserv", "sympa", "majordomo", "mailman", "ecartis", "listproc", "mlmmj"];

    private static readonly string[] Roles =
        ["-owner", "-admin", "-bounces", "-request", "-help", "-errors", "-return", "-ctl", "-editor", "-moderator", "-subscribe", "-unsubscribe", "-confirm", "+owner", "+bounces", "+help"];

    /// <summary>A list manager says that it did not take a posting.</summary>
    public static bool Refuses(MailParts mail, Notice notice) =>
        FromManager(mail) && notice.Folded.AsSpan().ContainsAny(Refusals) && !notice.Folded.AsSpan().ContainsAny(NoRefusals);

    public static NoticeReading? Read(Notice notice)
    {
        if (!Refuses(notice.Mail, notice))
        {
            return null;
        }

        IReadOnlyList<ReportedRecipient> recipients = List(notice) is { } list
            ? [NoticeRecipient.Of(list, null, MailKind.Failure, string.Join('\n', notice.Lines), notice.Folded)]
            : [];
        return new NoticeReading("mailing-list", MailKind.Failure, recipients);
    }

    private static bool FromManager(MailParts mail) =>
        mail.Headers.Address("From") is { } from && (IsRobot(from) || WithoutRole(from) is not null);

    private static bool IsRobot(string address) =>
        Array.Exists(Robots, robot => address.StartsWith(robot, StringComparison.OrdinalIgnoreCase));

    private static string? List(Notice notice)
    {
        var headers = notice.Mail.Headers;
        var own = headers.Address("To");
        foreach (var text in new[] { headers.Value("X-BeenThere"), headers.Value("List-Post"), Named(notice), notice.Subject }.Concat(notice.Lines))
        {
            foreach (var address in Addresses.All(text, 20))
            {
                if (!address.Equals(own, StringComparison.OrdinalIgnoreCase) && !IsRobot(address) && WithoutRole(address) is null)
                {
                    return address;
                }
            }
        }

        return notice.Lines.SelectMany(line => Addresses.All(line, 20)).Prepend(notice.From).Select(WithoutRole).FirstOrDefault(list => list is not null);
    }

    // Sympa names the list without its domain: Your message for list 'clients' (attached below) was rejected.
    private static string? Named(Notice notice)
    {
        const string Opening = "for list '";
        var begin = notice.Folded.IndexOf(Opening, StringComparison.OrdinalIgnoreCase);
        var end = begin < 0 ? -1 : notice.Folded.IndexOf('\'', begin + Opening.Length);
        return end < 0 ? null : notice.Folded[(begin + Opening.Length)..end] + notice.From[Math.Max(0, notice.From.LastIndexOf('@'))..];
    }

    /// <summary><c>clients@…</c> of <c>clients-owner@…</c> or <c>owner-clients@…</c>; <see langword="null"/> when the address has no such mark.</summary>
    private static string? WithoutRole(string address)
    {
        var at = address.LastIndexOf('@');
        if (at < 1)
        {
            return null;
        }

        if (address.StartsWith("owner-", StringComparison.OrdinalIgnoreCase))
        {
            return address[6..];
        }

        foreach (var role in Roles)
        {
            var begin = address.AsSpan(0, at).IndexOf(role, StringComparison.OrdinalIgnoreCase);
            if (begin > 0 && (begin + role.Length == at || address[begin + role.Length] is '-' or '+' or '='))
            {
                return string.Concat(address.AsSpan(0, begin), address.AsSpan(at));
            }
        }

        return null;
    }
}
