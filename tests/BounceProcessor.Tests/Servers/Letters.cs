using System.Globalization;

namespace BounceProcessor.Tests.Servers;

/// <summary>Mails of people that lie in the mailbox and are nobody's business.</summary>
internal static class Letters
{
    public static string MessageId(int number) => string.Create(CultureInfo.InvariantCulture, $"letter-{number}@people.example.net");

    public static string Text(int number) => $"""
        From: Mari Maasikas <mari@people.example.net>
        To: firmanimi@event.example.test
        Subject: Question {number} about the invoice
        Message-ID: <{MessageId(number)}>
        Date: Thu, 12 Nov 2026 09:00:00 +0200

        Hello, could you look at line {number} of my invoice? It seems to be there twice.

        Mari

        """;
}
