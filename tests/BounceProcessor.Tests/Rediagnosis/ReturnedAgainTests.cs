using System.Globalization;
using System.Text;

using BounceProcessor.Rediagnosis;
using BounceProcessor.Tests.Intake;
using BounceProcessor.Tests.Matching;

using Dapper;

using Xunit;

namespace BounceProcessor.Tests.Rediagnosis;

/// <summary>What an event that is judged again says about a mail of ours stands on that mail too. Each event is first made what older rules might have filed.</summary>
public sealed class ReturnedAgainTests : IAsyncLifetime
{
    private readonly MatchLine _line = new();
    private readonly RediagnosisLine _again;

    public ReturnedAgainTests() => _again = new RediagnosisLine(_line.Intake);

    public async ValueTask InitializeAsync() => await _line.StartAsync();

    // Both stand on one line of intake.
    public ValueTask DisposeAsync() => _again.DisposeAsync();

    [Theory]
    [InlineData("delayed", "failure", "bounced", "delay", "delayed")]
    [InlineData("failed", "delay", "delayed", "failure", "bounced")]
    [InlineData("delivered", "failure", "bounced", "delivered", "delivered")]
    [InlineData("failed", "other", null, "failure", "bounced")]
    public async Task A_changed_kind_changes_the_state_of_the_sent_mail_with_it(string action, string filed, string? returned, string kind, string state)
    {
        var mail = await _line.SendAsync("firmanimi", "Arve 1", false, "ann@example.net");
        await _line.ArriveAsync(Report(mail, action));
        await WasAsync(1, filed, returned);
        var world = await _line.WorldAsync();

        var listed = await ListAsync();
        Assert.Equal((filed, world), ((await _line.OnlyEventAsync()).Kind, await _line.WorldAsync()));
        var applied = await ApplyAsync();

        Assert.Equal(listed, applied);
        Assert.Equal((kind, state), ((await _line.OnlyEventAsync()).Kind, (await _line.ReturnedAsync(mail.Only)).Returned));
        Assert.Equal(1, (await _line.ReturnedAsync(mail.Only)).EventId);
        Assert.Contains(
            await _line.Intake.Events.HistoryAsync(1, CancellationToken.None),
            entry => entry is { By: RediagnosisRun.Who, Field: "returned" } && (entry.Before, entry.After) == (returned, state));
        Assert.Empty(await ListAsync());
    }

    [Fact]
    public async Task A_failure_that_is_no_report_at_all_takes_its_bounce_back()
    {
        var mail = await _line.SendAsync("firmanimi", "Arve 1", false, "ann@example.net");
        await _line.ArriveAsync(Letter("postmaster@example.net"));
        await WasAsync(1, "failure", "bounced");
        await _line.Intake.Database.ExecuteAsync($"UPDATE events SET trust = 'proved', match_evidence = 'address-token 101', sent_mail_id = {mail.Id}, sent_recipient_id = {mail.Only.Id}");

        var listed = await ListAsync();
        var applied = await ApplyAsync();

        Assert.Equal(listed, applied);
        Assert.Equal((null, null), await _line.ReturnedAsync(mail.Only));
    }

    [Fact]
    public async Task What_else_came_home_about_the_recipient_still_counts()
    {
        var mail = await _line.SendAsync("firmanimi", "Arve 1", false, "ann@example.net");
        await _line.ArriveAsync(Report(mail, "delayed"), Answer(mail));
        await WasAsync(1, "failure", "bounced");

        await ApplyAsync();

        Assert.Equal([("delay", "proved"), ("auto-reply", "proved")], (await _line.EventsAsync()).Select(one => (one.Kind, one.Trust ?? "")));
        Assert.Equal(("answered", 2), await _line.ReturnedAsync(mail.Only));
    }

    [Fact]
    public async Task What_an_event_told_that_is_not_kept_any_more_still_counts()
    {
        var mail = await _line.SendAsync("firmanimi", "Arve 1", false, "ann@example.net");
        await _line.ArriveAsync(Report(mail, "delayed"));
        await WasAsync(1, "other", "complained");
        await _line.Intake.Database.ExecuteAsync("UPDATE sent_recipients SET event_id = 4711");

        await ApplyAsync();

        Assert.Equal("delay", (await _line.OnlyEventAsync()).Kind);
        Assert.Equal(("complained", 4711), await _line.ReturnedAsync(mail.Only));
    }

    [Theory]
    [InlineData("trust = 'likely'")]
    [InlineData("match_evidence = 'own-refusal 101'")]
    public async Task What_is_not_sure_or_was_heard_by_ourselves_changes_no_sent_mail(string match)
    {
        var mail = await _line.SendAsync("firmanimi", "Arve 1", false, "ann@example.net");
        await _line.ArriveAsync(Report(mail, "failed"));
        await WasAsync(1, "other", null);
        await _line.Intake.Database.ExecuteAsync($"UPDATE events SET {match}");
        var world = await _line.WorldAsync();

        await ApplyAsync();

        Assert.Equal(("failure", world), ((await _line.OnlyEventAsync()).Kind, await _line.WorldAsync()));
    }

    [Fact]
    public async Task A_listing_foresees_what_earlier_batches_of_it_would_have_changed()
    {
        var mail = await _line.SendAsync("firmanimi", "Arve 1", false, "ann@example.net");
        await _line.ArriveAsync([Report(mail, "delayed"), .. Enumerable.Range(0, 300).Select(i => BounceText.Letter($"letter-{i}")), Answer(mail)]);
        await WasAsync(1, "failure", "bounced");
        await WasAsync(302, "complaint", "complained");

        var listed = await ListAsync();
        var applied = await ApplyAsync();

        Assert.Equal(["302: returned complained → answered"], [.. listed.Where(line => line.Contains("returned", StringComparison.Ordinal))]);
        Assert.Equal(listed, applied);
    }

    [Fact]
    public async Task Event_and_sent_mail_change_together_or_not_at_all()
    {
        var mail = await _line.SendAsync("firmanimi", "Arve 1", false, "ann@example.net");
        await _line.ArriveAsync(Report(mail, "delayed"));
        await WasAsync(1, "failure", "bounced");
        await _line.Intake.Database.ExecuteAsync("CREATE TRIGGER no BEFORE UPDATE ON sent_recipients BEGIN SELECT RAISE(ABORT, 'no'); END");

        await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(ApplyAsync);

        Assert.Equal(("failure", "bounced"), ((await _line.OnlyEventAsync()).Kind, (await _line.ReturnedAsync(mail.Only)).Returned));
    }

    private async Task<IReadOnlyList<string>> ListAsync()
    {
        List<EventChange> changes = [];
        await _again.ListAsync(changes);
        return [.. changes.SelectMany(Lines)];
    }

    private async Task<IReadOnlyList<string>> ApplyAsync()
    {
        List<EventChange> changes = [];
        await _again.ApplyAsync(changes);
        return [.. changes.SelectMany(Lines)];
    }

    private static IEnumerable<string> Lines(EventChange change) =>
        change.Fields.Select(field => $"{change.After.Id}: {field.Field} {field.Before ?? "null"} → {field.After ?? "null"}")
            .Append(string.Create(CultureInfo.InvariantCulture, $"{change.After.Id}: {change.Returned}"));

    private async Task WasAsync(long id, string kind, string? returned)
    {
        await using var connection = await _line.Intake.Database.Source.OpenConnectionAsync(CancellationToken.None);
        await connection.ExecuteAsync("UPDATE events SET kind = @kind WHERE id = @id", new { id, kind });
        await connection.ExecuteAsync("UPDATE sent_recipients SET returned = @returned, event_id = @id", new { id, returned });
    }

    private static byte[] Report(TestMail mail, string action) => new ReportText
    {
        Action = action,
        Status = action switch { "failed" => "5.1.1", "delayed" => "4.4.1", _ => "2.0.0" },
        Words = action switch { "failed" => "550 5.1.1 user unknown", "delayed" => "451 4.4.1 no answer", _ => "250 2.0.0 delivered" },
        Text = "A report.",
        To = ReportText.Back(mail.Only.Token),
        Recipients = [mail.Only.Address],
    }.Bytes();

    private static byte[] Letter(string from) => Encoding.ASCII.GetBytes(
        $"From: <{from}>\r\nTo: firmanimi@{MatchLine.Domain}\r\nSubject: Hello\r\nMessage-ID: <hello@example.net>\r\n\r\nWhen will the parcel arrive?\r\n");

    private static byte[] Answer(TestMail mail) => Encoding.ASCII.GetBytes(
        $"Delivered-To: {ReportText.Back(mail.Only.Token)}\r\nFrom: <{mail.Only.Address}>\r\nTo: {ReportText.Back(mail.Only.Token)}\r\n"
        + "Message-ID: <away@example.net>\r\nAuto-Submitted: auto-replied\r\nSubject: Out of office\r\n\r\nI am away.\r\n");
}
