namespace BounceProcessor.Host.Commands.MassMail;

/// <summary>What the help of <c>bounceproc mailmerge</c> shows below the options.</summary>
internal static class MailMergeNotes
{
    public const string Merge = """
        A template is Liquid: {{ name }} is the cell of the column "name". FOLDER holds subject.txt and text.txt or html.html, or both. Every row is looked at
        before anything is sent: rows with faults are told by number and left out, marked addresses are skipped, the rest goes out. The list is CSV: a header
        row with a column "address" (or e-post), and "name", "customer", "document", "attachment" where wanted. A row's attachment is a file of the folder
        given with --attachments. docs/sending.md has it all.

        Examples:
          bounceproc mailmerge --company firmanimi --user mari --template letter/ --recipients customers.csv --dry-run
          bounceproc mailmerge --company firmanimi --user mari --template letter/ --recipients customers.csv --preview 2
          bounceproc mailmerge --company firmanimi --user mari --template letter/ --recipients invoices.csv --attachments pdf/ --automatic --throttle 60
          bounceproc mailmerge --company firmanimi --user mari --template news.html --subject "Tere, {{ name }}" --recipients customers.csv --unsubscribe stop@firmanimi.ee
        """;

    public const string List = """
        Examples:
          bounceproc mailmerge list
          bounceproc mailmerge list --company firmanimi
        """;

    public const string Show = """
        Examples:
          bounceproc mailmerge show 7             how far it is
          bounceproc mailmerge show 7 --row 12    row 12 as it would go out now
        """;

    public const string Pause = """
        No further row goes into the outbox, and what waits there is held. A mail that is under way is dropped, unless the end of its data has left.

        Examples:
          bounceproc mailmerge pause 7
          bounceproc mailmerge resume 7
        """;

    public const string Resume = """
        Examples:
          bounceproc mailmerge resume 7
        """;

    public const string Stop = """
        Ends it for good: rows that did not go yet do not go, and what waits in the outbox is cancelled. What went out stays in the report. A draft is removed.

        Examples:
          bounceproc mailmerge stop 7
        """;

    public const string Rate = """
        Counts at once, for rows that are not in the outbox yet. To slow down what is in the outbox too, pause.

        Examples:
          bounceproc mailmerge rate 7 60      at most 60 mails a minute
          bounceproc mailmerge rate 7 none    as fast as the server takes them
        """;

    public const string Report = """
        Tells what is known now: accepted, refused, bounced later, suppressed, faults of rows. It may be asked for again; bounces still come home days later.
        Cells that a spreadsheet would take for formulas have an apostrophe before them.

        Examples:
          bounceproc mailmerge report 7 > report.csv
          bounceproc mailmerge report 7 --language et --file report.csv
        """;
}
