namespace BounceProcessor.Mailboxes;

/// <summary>The messages of the sources that read files.</summary>
internal static class FileFaults
{
    public static MailboxException Missing(string mailbox, string what, string path) => new(
        $"Mailbox \"{mailbox}\": there is no {what} \"{path}\" (seen from \"{Environment.CurrentDirectory}\"). Nothing was read. Create it or correct Mailboxes:{mailbox}:Path.",
        null);

    public static MailboxException Unreadable(string mailbox, string path, Exception cause) => new(
        $"Mailbox \"{mailbox}\": \"{path}\" cannot be read ({cause.Message}). Nothing was read. Give the user \"{Environment.UserName}\" the right to read it.",
        cause);

    public static MailboxException NotSettled(string mailbox, string target, Exception cause) => new(
        $"Mailbox \"{mailbox}\": mails that are filed cannot be moved to \"{target}\" ({cause.Message}). They stay where they are and are moved by a later run. Check Mailboxes:{mailbox}:MoveTo and its rights.",
        cause);

    public static MailboxException CannotSettle(string mailbox, MailboxKind kind, AfterFiling afterFiling) => new(
        $"Mailbox \"{mailbox}\": a mailbox of kind {kind} cannot do {afterFiling} after filing. Nothing was read. Set Mailboxes:{mailbox}:AfterFiling to {Possible(kind)}.",
        null);

    /// <summary>What a kind of mailbox can do after filing, as words.</summary>
    public static string Possible(MailboxKind kind) => kind switch
    {
        MailboxKind.Folder => "Leave or Move",
        MailboxKind.Mbox => "Leave",
        _ => "Leave, Flag or Move",
    };

    public static bool CanSettle(MailboxKind kind, AfterFiling afterFiling) => kind switch
    {
        MailboxKind.Folder => afterFiling != AfterFiling.Flag,
        MailboxKind.Mbox => afterFiling == AfterFiling.Leave,
        _ => true,
    };
}
