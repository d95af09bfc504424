using System.Globalization;

using BounceProcessor.Sending.Composing;
using BounceProcessor.Sending.Records;

namespace BounceProcessor.Tests.Sending.RoundTrip;

/// <summary>One mail of the round trip.</summary>
/// <param name="Number">0 to 199; customer, document and subject come of it.</param>
/// <param name="Sender">Who sends it.</param>
/// <param name="Recipients">To whom, and what happens to each.</param>
internal sealed record PlannedMail(int Number, PlannedSender Sender, IReadOnlyList<(Fate Fate, string Address)> Recipients)
{
    public string Subject => string.Create(CultureInfo.InvariantCulture, $"Arve {Number}");

    /// <summary>Company, user, customer and document, as they must stand on each of its events.</summary>
    public string Owner => string.Create(CultureInfo.InvariantCulture, $"{Sender.Company}/{Sender.User} C{Number} invoice {1000 + Number}");

    /// <summary>
    /// The mails: the four modes in turn, each with every fate. An address gets mail of all users, several of each, so only what a bounce names tells whose it
    /// is. Some mails have a second recipient who takes it, others one who is refused.
    /// </summary>
    public static IReadOnlyList<PlannedMail> Plan(int count) => [.. Enumerable.Range(0, count).Select(Planned)];

    public MailRequest Request() => new()
    {
        Company = Sender.Company,
        User = Sender.User,
        Subject = Subject,
        Text = "Tere! Lisatud on arve.",
        Customer = string.Create(CultureInfo.InvariantCulture, $"C{Number}"),
        Document = string.Create(CultureInfo.InvariantCulture, $"invoice {1000 + Number}"),
        Recipients = [.. Recipients.Select((one, place) => new MailRecipient(place == 0 ? RecipientKind.To : RecipientKind.Cc, one.Address, null))],
    };

    private static PlannedMail Planned(int number)
    {
        var turn = number / PlannedSender.All.Count;
        var fate = Fate.All[turn % Fate.All.Count];
        List<(Fate, string)> recipients = [(fate, fate.Address(turn / Fate.All.Count % 2))];
        if (!fate.IsAlone && (turn % 5) is 0 or 1)
        {
            var second = turn % 5 == 0 ? Fate.Taken : Fate.Refused;
            recipients.Add((second, second.Address(9)));
        }

        return new PlannedMail(number, PlannedSender.All[number % PlannedSender.All.Count], recipients);
    }
}
