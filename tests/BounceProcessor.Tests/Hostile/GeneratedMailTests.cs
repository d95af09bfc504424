using System.Text;
using CsCheck;

using Xunit;

namespace BounceProcessor.Tests.Hostile;

/// <summary>Mails put together from the words that readers look for. A failure names the seed that makes it again and the smallest mail that shows it.</summary>
public sealed class GeneratedMailTests
{
    private const int Mails = 400;

    private static readonly Gen<string> Address = Gen.OneOf(
        "ana@example.org", "<ana@example.org>", "\"a b\"@example.org", "ana@[192.0.2.1]", "õ@example.ee", "@", "a@b", "rfc822; ana@example.org", "utf-8; \\x{E9}@b.ee", "IMCEAEX-_o@example.org");

    private static readonly Gen<string> Piece = Gen.OneOf(
        Address,
        Gen.OneOf(
            "550 5.1.1 ", "451-4.7.1 ", "5.0.0", "host mx.example.com[192.0.2.1] said: ", "<<< 550 ", ">>> RCPT To:", "-> ", "could not be delivered", "spf=fail ", "(reason: ", "generated from ",
            "retry timeout exceeded", "Transcript of session follows", "----- ", "This message was created automatically by mail delivery", "Hi. This is the qmail-send", "\n", "\n\n", "\t", "  ", "(", ")", "="),
        Gen.String[Gen.Char["aä0.:;<>@-=\"\0\u200B漢 \n"], 0, 12]);

    private static readonly Gen<string> Words = Piece.Array[0, 40].Select(string.Concat);

    private static readonly Gen<string> Field = Gen.Select(
        Gen.OneOf("Final-Recipient", "Original-Recipient", "Action", "Status", "Remote-MTA", "Diagnostic-Code", "Reporting-MTA", "X-Actual-Recipient", ""), Gen.OneOf(Piece, Words), (name, value) => $"{name}: {value}\n");

    private static readonly Gen<string> Header = Gen.Select(
        Gen.OneOf("From", "To", "Subject", "Message-ID", "Date", "Received", "X-Failed-Recipients", "Auto-Submitted", "Content-Transfer-Encoding", "Content-Type", "Return-Path"),
        Gen.OneOf(Words, Gen.OneOf("MAILER-DAEMON@mx.example.com", "base64", "auto-replied", "multipart/report; boundary=b", "message/rfc822", "Undelivered Mail Returned to Sender", "=?utf-8?b?w7U=?=")),
        (name, value) => $"{name}: {value.Replace("\n", "\n ", StringComparison.Ordinal)}\n");

    private static readonly Gen<string> Part = Gen.Select(
        Gen.OneOf("text/plain", "text/html", "message/delivery-status", "message/rfc822", "text/rfc822-headers", "multipart/mixed; boundary=b", "message/feedback-report"),
        Gen.OneOf(Words, Field.Array[0, 12].Select(string.Concat), Header.Array[0, 8].Select(string.Concat)),
        (type, content) => $"--b\nContent-Type: {type}\n\n{content}\n");

    private static readonly Gen<byte[]> Mail = Gen.Select(Header.Array[0, 10], Part.Array[0, 6], Words,
        (headers, parts, words) => Encoding.UTF8.GetBytes($"{string.Concat(headers)}Content-Type: multipart/report; boundary=b\n\n{words}\n{string.Concat(parts)}--b--\n"));

    [Fact]
    public void No_mail_throws_or_breaks_a_bound() => Mail.Sample(mail => Assert.Null(Diagnoses.Fault(Diagnoses.Of(mail))), iter: Mails, threads: 1, print: Encoding.UTF8.GetString);

    [Fact]
    public void Bytes_at_random_throw_nothing() => Gen.Byte.Array[0, 400].Sample(mail => Assert.Null(Diagnoses.Fault(Diagnoses.Of(mail))), iter: Mails, threads: 1, print: Encoding.UTF8.GetString);

    [Fact]
    public void The_same_mail_is_always_diagnosed_alike() =>
        Mail.Sample(mail => Diagnoses.Text(Diagnoses.Of(mail)) == Diagnoses.Text(Diagnoses.Of(mail)), iter: Mails, threads: 1, print: Encoding.UTF8.GetString);

    [Fact]
    public void Where_the_bytes_lie_in_memory_makes_no_difference() => Mail.Sample(
        mail =>
        {
            byte[] longer = [1, 2, 3, .. mail, 4, 5];
            var inside = Diagnoses.Diagnoser.Diagnose(longer.AsMemory(3, mail.Length), TestContext.Current.CancellationToken);
            return Diagnoses.Text(inside) == Diagnoses.Text(Diagnoses.Of(mail));
        },
        iter: Mails, threads: 1, print: Encoding.UTF8.GetString);
}
