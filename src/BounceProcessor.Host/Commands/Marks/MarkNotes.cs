namespace BounceProcessor.Host.Commands.Marks;

/// <summary>What <c>--help</c> of the marks' commands shows below the options.</summary>
internal static class MarkNotes
{
    public const string List = """
        Examples:
          bounceproc marks list                               the marks in force, newest first
          bounceproc marks list --company firmanimi --csv     the suppression list of one company for other programs
          bounceproc marks list --text example.com --all      every mark on addresses of a domain, those that are over too
        """;

    public const string Show = """
        Examples:
          bounceproc marks show 17                            one mark with its history
        """;

    public const string Add = """
        Examples:
          bounceproc marks add ana@example.com --company firmanimi --note "asked for no mail"
          bounceproc marks add ana@example.com --company firmanimi --days 30
        """;

    public const string Release = """
        Examples:
          bounceproc marks release 17 --note "called, the address works"
        """;

    public const string Corrections = """
        Corrections are made by sending a failed mail again to another address. The business system takes them over into its contacts.

        Examples:
          bounceproc marks corrections firmanimi --after 120 --json
        """;
}
