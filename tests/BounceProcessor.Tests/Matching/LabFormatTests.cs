using System.Text;
using System.Text.RegularExpressions;

using BounceProcessor.Diagnosis;
using BounceProcessor.Diagnosis.Reasons;
using BounceProcessor.Tests.Layout;

using Xunit;

namespace BounceProcessor.Tests.Matching;

/// <summary>What eight mail systems made of real refusals, as if the mails had been ours: the token in the envelope address, and our Message-ID.</summary>
public sealed partial class LabFormatTests : IAsyncLifetime
{
    private const string EventAddress = "firmanimi@event.data.directo.ee";

    private static readonly MailDiagnoser Diagnoser = new(RuleBook.Embedded);

    private readonly MatchLine _line = new();

    public static TheoryData<string> Systems => ["postfix", "exim", "sendmail", "courier", "opensmtpd", "haraka", "dma", "nullmailer"];

    public async ValueTask InitializeAsync() => await _line.StartAsync();

    public ValueTask DisposeAsync() => _line.DisposeAsync();

    [Theory]
    [MemberData(nameof(Systems))]
    public async Task Every_report_of_a_mail_system_is_proved_by_token_and_matched_by_Message_ID(string system)
    {
        var samples = Samples(system);

        foreach (var (name, text, messageId, recipients) in samples)
        {
            var tagged = await _line.SendAsync("firmanimi", name, true, recipients);
            await _line.ArriveAsync(Encoding.Latin1.GetBytes(text.Replace(EventAddress, ReportText.Back(tagged.Recipients[0].Token), StringComparison.Ordinal).Replace(messageId, tagged.MessageId, StringComparison.Ordinal)));
            var identified = await _line.SendAsync("firmanimi", name, true, recipients);
            await _line.ArriveAsync(Encoding.Latin1.GetBytes(text.Replace(messageId, identified.MessageId, StringComparison.Ordinal)));
        }

        var events = (await _line.EventsAsync()).ToLookup(one => one.SentMailId);
        for (var i = 0; i < samples.Count; i++)
        {
            var (proved, matched) = (events[(2 * i) + 1].ToArray(), events[(2 * i) + 2].ToArray());
            Assert.True(proved.Length > 0 && proved.All(one => one is { Trust: "proved", SentRecipientId: not null }), $"{samples[i].Name} by token");
            Assert.True(matched.Length > 0 && matched.All(one => one is { Trust: "matched", SentRecipientId: not null }), $"{samples[i].Name} by Message-ID");
        }
    }

    [GeneratedRegex(@"firmanimi\+\w+@event\.data\.directo\.ee")]
    private static partial Regex TagOfLab();

    private static List<(string Name, string Text, string MessageId, string[] Recipients)> Samples(string system)
    {
        List<(string, string, string, string[])> samples = [];
        foreach (var file in Directory.EnumerateFiles(Path.Combine(Repository.Root, "samples/bounces", system), "*.eml").Order(StringComparer.Ordinal))
        {
            var isOfLab = File.ReadAllText(Path.ChangeExtension(file, ".expected.json")).Contains("in the lab of", StringComparison.Ordinal);
            var text = TagOfLab().Replace(Encoding.Latin1.GetString(File.ReadAllBytes(file)), EventAddress);
            var reading = Diagnoser.Diagnose(Encoding.Latin1.GetBytes(text), TestContext.Current.CancellationToken).Reading;
            string[] recipients = [.. reading.Recipients.Select(one => one.Address).Distinct(StringComparer.OrdinalIgnoreCase)];
            if (isOfLab && reading.Original?.MessageId is { } id && recipients is [{ Length: > 0 }, ..] && text.Contains(EventAddress, StringComparison.Ordinal))
            {
                samples.Add((Path.GetFileName(file), text, id, recipients));
            }
        }

        Assert.True(samples.Count >= 4, $"{system} has {samples.Count}");
        return samples;
    }
}
