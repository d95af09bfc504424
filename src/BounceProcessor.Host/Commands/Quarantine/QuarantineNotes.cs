namespace BounceProcessor.Host.Commands.Quarantine;

/// <summary>What <c>--help</c> of the quarantine's commands shows below the options.</summary>
internal static class QuarantineNotes
{
    public const string List = """
        States: waiting (tried again by itself when the program or the rules are others), stuck (the process did not come back from trying
        it; only retry tries it), filed, discarded.

        Examples:
          bounceproc quarantine list                          what waits or is stuck
          bounceproc quarantine list --every --json           with what was filed or discarded, one JSON object a line
        """;

    public const string Show = """
        Examples:
          bounceproc quarantine show 3                        where it came from, how our code failed, what happened since
          bounceproc quarantine show 3 --fault                the fault with its stack trace
          bounceproc quarantine show 3 --raw > mail.eml       the bytes of the mail
        """;

    public const string Retry = """
        Nothing is filed twice. A mail that is filed may be settled in its mailbox by the next run.

        Examples:
          bounceproc quarantine retry 3 4                     two mails, also such as are stuck
          bounceproc quarantine retry --all                   all that wait
        """;

    public const string Discard = """
        The mail stays in its mailbox and is never filed. This cannot be taken back.

        Examples:
          bounceproc quarantine discard 3 --reason "test mail of ours"
        """;
}
