using System.Text;

namespace BounceProcessor.Diagnosis.Reading.Formats;

/// <summary>
/// Messaging Server of Netscape, Sun and Oracle, and PMDF: blocks of "Recipient address:", "Original address:", "Reason:" and
/// "Diagnostic code:". The recipient may be a mailbox inside the server, whose domain has no dot (<c>mari@ims-ms-daemon</c>).
/// </summary>
internal static class MessagingServerNotice
{
    private const string Recipient = "Recipient address:";

    private const string Original = "Original address:";

    public static NoticeReading? Read(Notice notice)
    {
        if (!notice.Says(Recipient) || !notice.Says("Reason:"))
        {
            return null;
        }

        var blocks = Blocks(notice.Lines);
        var kind = PlainNotice.IsDelay(notice) ? MailKind.Delay : MailKind.Failure;
        return blocks.Count == 0 ? null : new NoticeReading("messaging-server", kind, NoticeRecipient.FromBlocks(blocks, kind, notice));
    }

    private static List<RecipientBlock> Blocks(IReadOnlyList<string> lines)
    {
        var blocks = new List<RecipientBlock>();
        string? address = null;
        string? original = null;
        var text = new StringBuilder();
        foreach (var line in lines.Select(line => line.Trim()).Append(Recipient))
        {
            if (line.StartsWith(Recipient, StringComparison.OrdinalIgnoreCase))
            {
                if (address is not null)
                {
                    blocks.Add(new RecipientBlock(address, Same(original, address) ? null : original, text.ToString().Trim(), true));
                }

                address = Addresses.FromField(line[Recipient.Length..]);
                original = null;
                text.Clear();
            }
            else if (line.StartsWith(Original, StringComparison.OrdinalIgnoreCase))
            {
                original = Addresses.FromField(line[Original.Length..]);
            }
            else
            {
                text.Append(line).Append('\n');
            }
        }

        return blocks;
    }

    private static bool Same(string? one, string other) => other.Equals(one, StringComparison.OrdinalIgnoreCase);
}
