using System.Reflection;

using BounceProcessor.Events;
using BounceProcessor.Rediagnosis;
using BounceProcessor.Tests.Layout;

using Xunit;

namespace BounceProcessor.Tests.Rediagnosis;

public sealed class EventFieldsTests
{
    private static readonly EventRecord Record = new()
    {
        Id = 1,
        Company = "a",
        Mailbox = "m",
        Kind = "failure",
        Status = "new",
        Recipient = "r",
        KindEvidence = "notice",
        StartedAt = default,
        Content = "c",
        Priority = 1,
        HeadersOnly = false,
        MailId = 1,
        FiledAt = default,
        ChangedAt = default,
        ChangedBy = "system",
    };

    // What a rediagnosis never touches.
    private static readonly string[] Kept = ["Id", "Mailbox", "Customer", "Document", "StartedAt", "Performer", "Feedback", "HeadersOnly", "MailId", "FiledAt", "ChangedAt", "ChangedBy", "Trust", "MatchEvidence", "SentMailId", "SentRecipientId"];

    public static TheoryData<string> Properties => [.. typeof(EventRecord).GetProperties(BindingFlags.Public | BindingFlags.Instance)
        .Select(property => property.Name).Except(Kept).Where(name => name != "EqualityContract")];

    [Theory]
    [MemberData(nameof(Properties))]
    public void Every_field_that_may_change_is_told_in_the_history_and_has_words_in_both_languages(string name)
    {
        var property = typeof(EventRecord).GetProperty(name) ?? throw new ArgumentException(name);
        var other = Record with { };
        object value = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType switch
        {
            var type when type == typeof(long) => 7L,
            var type when type == typeof(DateTimeOffset) => DateTimeOffset.UnixEpoch,
            _ => (object)"other",
        };
        if (value is Type wrapped)
        {
            value = wrapped == typeof(long) ? 7L : DateTimeOffset.UnixEpoch;
        }

        property.SetValue(other, value);

        var change = Assert.Single(EventFields.Differences(Record, other));
        foreach (var words in new[] { "Words.resx", "Words.et.resx" })
        {
            Assert.Contains($"\"field.{change.Field}\"", Repository.Text($"src/BounceProcessor.Host/Pages/Text/{words}"), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_long_value_is_shown_by_its_beginning_and_cut_between_characters()
    {
        var change = Assert.Single(EventFields.Differences(Record, Record with { Diagnostic = new string('x', 299) + "😀😀" }));

        Assert.Equal(new string('x', 299) + " …", change.After);
    }
}
