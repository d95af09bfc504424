using System.Text;

namespace BounceProcessor.Tests.Hostile;

/// <summary>Mails that are built to make a reader's work grow faster than their size; each is about as long as asked for.</summary>
internal static class Traps
{
    private const string Machine = "From: MAILER-DAEMON@mx.example.com\nTo: us@example.org\nSubject: Undelivered Mail Returned to Sender\n";

    private const string Report = Machine + "Content-Type: multipart/report; report-type=delivery-status; boundary=b\n\n--b\n\nYour mail could not be delivered.\n\n--b\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; mx.example.com\n\n";

    private const string Fields = "Final-Recipient: rfc822; ana@example.org\nAction: failed\nStatus: 5.1.1\n";

    private static readonly (string Name, Func<int, string> Mail)[] All =
    [
        ("recipients in a report", size => Report + Numbered("Final-Recipient: rfc822; u{0}@example.org\nAction: failed\nStatus: 5.1.1\n\n", size)),
        ("recipients in a report, each in the words too", size => Both(size, "<u{0}@example.org>: 550 5.1.1 no such user\n\n")),
        ("recipients expanded from one", size => Both(size, "u{0}@example.org\n    (generated from list@example.org)\n    550 no such user\n\n")),
        ("recipients in words", size => Machine + "\nYour mail could not be delivered.\n\n" + Numbered("<u{0}@example.org>:\n550 5.1.1 no such user\n\n", size)),
        ("recipients, then long lines without a reply", size => Machine + "\nYour mail could not be delivered.\n\n" + Numbered("<u{0}@example.org>\n", Math.Min(size / 8, 6_000)) + "\n" + Repeated(new string('a', 900) + "\n", size)),
        ("words of failure that name nobody", size => Machine + "\n" + Repeated("your mail could not be delivered\n", size)),
        ("recipients in one line", size => Machine + "\nYour mail could not be delivered to recipient " + Numbered("u{0}@example.org ", size)),
        ("one recipient again and again", size => Machine + "\nYour mail could not be delivered.\n\n" + Numbered("<ana@example.org>:\n550 5.1.1 no such user {0}\n\n", size)),
        ("lines that name recipients in prose", size => Machine + "\nYour mail could not be delivered.\n\n" + Numbered("sorry, recipient u{0}@example.org is not known here\n", size)),
        ("long lines that name one in prose", size => Machine + "\nYour mail could not be delivered.\n" + Repeated("the recipient ana@example.org " + new string('x', 1_900) + "\n", size)),
        ("failed recipients in a header", size => $"{Machine}X-Failed-Recipients: {Numbered("u{0}@example.org,\n ", size)}\n\nThis message was created automatically by mail delivery software.\n"),
        ("a sendmail dialogue", size => Machine + "\n   ----- The following addresses had permanent fatal errors -----\n" + Numbered("<u{0}@example.org>\n", size / 2)
            + "\n   ----- Transcript of session follows -----\n" + Numbered(">>> RCPT To:<u{0}@example.org>\n<<< 550 5.1.1 no such user\n550 u{0}@example.org... User unknown\n", size / 2)),
        ("a sendmail dialogue of long lines", size => Machine + "\n   ----- The following addresses had permanent fatal errors -----\n" + Numbered("<u{0}@example.org>\n", Math.Min(size / 4, 6_000))
            + "\n   ----- Transcript of session follows -----\n" + Repeated("<<< 550 " + new string('u', 1_990) + "\n", size)),
        ("arrows", size => Machine + "\n   ----- Transcript of session follows -----\n" + Repeated(">>> <<< ", size)),
        ("folded diagnostics of many recipients", size => Report + Numbered("Final-Recipient: rfc822; u{0}@example.org\nAction: failed\nDiagnostic-Code: smtp; 550\n" + Repeated(" x\n", 9_000) + "\n", size)),
        ("diagnostics of one recipient", size => Report + Fields + Repeated("Diagnostic-Code: smtp; 550 5.1.1 no such user\n", size)),
        ("a folded diagnostic", size => Report + Fields + "Diagnostic-Code: smtp; 550 5.1.1 no\n" + Repeated(" such user here\n", size)),
        ("a reply of many lines", size => Report + Fields + "Diagnostic-Code: smtp; " + Repeated("550-5.1.1 no such user\n ", size)),
        ("a reply in one line", size => Report + Fields + "Diagnostic-Code: smtp; " + Repeated("550-5.1.1 ", size)),
        ("codes", size => Report + Fields + "Diagnostic-Code: smtp; 550 " + Repeated("5.1.0 ", size)),
        ("xtext", size => Report + "Original-Recipient: rfc822;" + Repeated("+40", size) + "@example.org\n" + Fields),
        ("embedded Unicode", size => Report + "Final-Recipient: utf-8;" + Repeated("\\x{E9}", size) + "@example.org\nAction: failed\n"),
        ("base64 in a report", size => Report + Fields + "\n" + Repeated("RmluYWwtUmVjaXBpZW50OiByZmM4MjI7IGFAYi5lZQo\n", size)),
        ("blank lines in a report", size => Report + Fields + Repeated("\n \n\t\n", size)),
        ("brackets", size => Machine + "\nYour mail could not be delivered: " + Repeated("<", size)),
        ("parentheses", size => Machine + "\nYour mail could not be delivered: " + Repeated("(", size)),
        ("at signs", size => Machine + "\nYour mail could not be delivered: " + Repeated("a@", size)),
        ("quotes", size => Machine + "\nYour mail could not be delivered: " + Repeated("\"@", size)),
        ("dots", size => Machine + "\nYour mail could not be delivered: a@" + Repeated("b.", size)),
        ("separators", size => Machine + "\n" + Repeated("-----\n", size)),
        ("announcements of a returned mail", size => Machine + "\nYour mail could not be delivered.\n" + Repeated("Received: x\n\n", size)),
        ("header lines in the words", size => Machine + "\nYour mail could not be delivered.\n" + Repeated("Received:\nA: b\n\n", size)),
        ("Message-IDs in the body", size => Machine + "\n<ana@example.org>: 550 no such user\n" + Repeated("x\nMessage-ID: <\n", size)),
        ("HTML tags", size => Machine + "Content-Type: text/html\n\nYour mail could not be delivered " + Repeated("<p>", size)),
        ("HTML tags that do not end", size => Machine + "Content-Type: text/html\n\nYour mail could not be delivered " + Repeated("<p ", size)),
        ("HTML comments", size => Machine + "Content-Type: text/html\n\nYour mail could not be delivered " + Repeated("<!--", size)),
        ("HTML styles that do not end", size => Machine + "Content-Type: text/html\n\nYour mail could not be delivered " + Repeated("<style>", size)),
        ("HTML entities", size => Machine + "Content-Type: text/html\n\nYour mail could not be delivered " + Repeated("&amp;#x41", size)),
        ("ampersands", size => Machine + "Content-Type: text/html\n\nYour mail could not be delivered " + Repeated("&", size)),
        ("JSON", size => Machine + "\n{\"notificationType\":\"Bounce\",\"bounce\":" + Repeated("[", size)),
        ("JSON recipients", size => Machine + "\n{\"notificationType\":\"Bounce\",\"bounce\":{\"bouncedRecipients\":[" + Numbered("{{\"emailAddress\":\"u{0}@example.org\"}},", size) + "]}}"),
        ("headers", size => Numbered("X-{0}: a\n", size) + Report + Fields),
        ("Received headers", size => Repeated("Received: from a by b for <us@example.org>; Mon, 23 Nov 2026 10:00:00 +0000\n", size) + Report + Fields),
        ("one long header", size => "Subject: " + new string('a', size) + "\n" + Report + Fields),
        ("one long folded header", size => "Subject:" + Repeated(" a\n", size) + Report + Fields),
        ("one long header in a part", size => Machine + "Content-Type: multipart/report; report-type=delivery-status; boundary=b\n\n--b\nX-Long:" + Repeated(" a\n", size) + "\nhi\n--b--\n"),
        ("one long header in a returned mail", size => Report + Fields + "\n--b\nContent-Type: message/rfc822\n\nSubject: " + new string('a', size) + "\n\nhi\n--b--\n"),
        ("long headers in many parts", size => Machine + "Content-Type: multipart/mixed; boundary=b\n\n" + Repeated("--b\nX-Long: " + new string('a', 50_000) + "\n\nhi\n", size)),
        ("encoded words", size => "Subject: " + Repeated("=?utf-8?b?", size) + "\n" + Report + Fields),
        ("encoded words folded", size => "Subject:" + Repeated(" =?utf-8?q?a?=\n", size) + Report + Fields),
        ("addresses in To", size => "To: " + Repeated("a@b.ee,\n ", size) + "\n" + Report + Fields),
        ("parameters in a part", size => Machine + "Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/plain; " + Numbered("p*{0}=a;\n ", size) + " x=y\n\nhi\n--b--\n"),
        ("parameters in many parts", size => Machine + "Content-Type: multipart/mixed; boundary=b\n\n" + Repeated("--b\nContent-Type: text/plain; " + Numbered("p*{0}=a;\n ", 8_000) + " x=y\n\nhi\n", size)),
        ("parameters", size => "Content-Type: multipart/report; " + Numbered("p*{0}=a;\n ", size) + " boundary=b\n" + Machine + "\n--b\n\nhi\n"),
        ("parts", size => Machine + "Content-Type: multipart/mixed; boundary=b\n\n" + Repeated("--b\n\nx\n", size)),
        ("empty parts", size => Machine + "Content-Type: multipart/mixed; boundary=b\n\n" + Repeated("--b\n", size)),
        ("delivery-status parts", size => Machine + "Content-Type: multipart/report; report-type=delivery-status; boundary=b\n\n" + Repeated("--b\nContent-Type: message/delivery-status\n\nX: y\n\n", size)),
        ("HTML parts", size => Machine + "Content-Type: multipart/mixed; boundary=b\n\n" + Repeated("--b\nContent-Type: text/html\n\n<p>Final\n\n", size)),
        ("returned messages", size => Machine + "Content-Type: multipart/mixed; boundary=b\n\n" + Repeated("--b\nContent-Type: text/rfc822-headers\n\nX: y\n\n", size)),
        ("lines like a boundary", size => Machine + "Content-Type: multipart/mixed; boundary=" + new string('-', 60) + "b\n\n" + Repeated(new string('-', 62) + "\n", size)),
        ("multiparts in multiparts", size => Machine + Numbered("Content-Type: multipart/mixed; boundary=b{0}\n\n--b{0}\n", size)),
        ("messages in messages", size => Machine + Repeated("Content-Type: message/rfc822\n\n", size)),
        ("base64 that is none", size => Machine + "Content-Transfer-Encoding: base64\n\n" + Repeated("====", size)),
        ("quoted-printable that is none", size => Machine + "Content-Transfer-Encoding: quoted-printable\n\n" + Repeated("=\n==", size)),
        ("uuencode", size => Machine + "Content-Transfer-Encoding: x-uuencode\n\nbegin 644 a\n" + Repeated("M", size)),
        ("a charset with states", size => Machine + "Content-Type: text/plain; charset=iso-2022-jp\n\n" + Repeated("\u001b$B", size)),
        ("TNEF", size => Machine + "Content-Type: application/ms-tnef\nContent-Transfer-Encoding: base64\n\neJ8+" + Repeated("////", size)),
        ("NULs", size => Machine + "\n" + new string('\0', size)),
        ("white space", size => Machine + "\n" + Repeated(" \t", size)),
        ("white space in front", size => new string('\n', size) + Machine),
        ("carriage returns", size => Machine.Replace('\n', '\r') + Repeated("a\r", size)),
        ("nothing but colons", size => new string(':', size)),
        ("spf words", size => Report + Fields + "Diagnostic-Code: smtp; 550 5.7.23 spf check failed " + Repeated("from domain ip=1.2.3.4[", size)),
        ("hosts that said nothing", size => Machine + "\nYour mail could not be delivered.\n<ana@example.org>: " + Repeated("host a.b said: ", size)),
    ];

    public static IEnumerable<string> Names => All.Select(trap => trap.Name);

    /// <summary>The trap of that name.</summary>
    /// <param name="name">One of <see cref="Names"/>.</param>
    /// <param name="size">How long the growing part is, in characters.</param>
    public static byte[] Mail(string name, int size) => Encoding.UTF8.GetBytes(Array.Find(All, trap => trap.Name == name).Mail(size));

    private static string Both(int size, string words) => Machine
        + "Content-Type: multipart/report; report-type=delivery-status; boundary=b\n\n--b\n\nYour mail could not be delivered.\n\n" + Numbered(words, size / 2)
        + "\n--b\nContent-Type: message/delivery-status\n\n" + Numbered("Final-Recipient: rfc822; u{0}@example.org\nAction: failed\nStatus: 5.1.1\n\n", size / 2) + "\n--b--\n";

    private static string Repeated(string text, int size)
    {
        var all = new StringBuilder(size + text.Length);
        while (all.Length < size)
        {
            all.Append(text);
        }

        return all.ToString();
    }

    private static string Numbered(string format, int size)
    {
        var all = new StringBuilder(size + format.Length);
        for (var number = 0; all.Length < size; number++)
        {
            all.AppendFormat(System.Globalization.CultureInfo.InvariantCulture, format, number);
        }

        return all.ToString();
    }
}
