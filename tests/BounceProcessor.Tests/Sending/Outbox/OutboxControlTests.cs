using BounceProcessor.Sending.Outbox;
using BounceProcessor.Sending.Records;

using Xunit;

namespace BounceProcessor.Tests.Sending.Outbox;

public sealed class OutboxControlTests : IAsyncLifetime
{
    private OutboxLine? _line;

    private OutboxLine Line => _line ?? throw new InvalidOperationException("not started");

    public async ValueTask InitializeAsync() => _line = await OutboxLine.StartAsync();

    public ValueTask DisposeAsync() => Line.DisposeAsync();

    [Fact]
    public async Task A_held_mail_stays_until_it_is_released()
    {
        var mail = await Line.AcceptAsync("a@example.test");
        await Line.Control.HoldAsync(Of(mail), "mari", CancellationToken.None);
        await Line.WorkAsync();
        await Line.AcceptAsync("b@example.test");
        await Line.UntilAsync(TransmissionState.Done, 1);
        Assert.Equal(1, await Line.CountAsync(TransmissionState.Held));

        await Line.Control.ReleaseAsync(Of(mail), "mari", CancellationToken.None);
        await Line.UntilAsync(TransmissionState.Done, 2);

        Assert.Equal(["b@example.test", "a@example.test"], Line.Sink.Mails.Select(sent => sent.To));
        Assert.Equal([("held", "mari"), ("released", "mari")], await StoryAsync(mail));
    }

    [Fact]
    public async Task A_cancelled_mail_never_goes_out_and_one_that_went_out_cannot_be_cancelled()
    {
        var mail = await Line.AcceptAsync("a@example.test");
        var cancelled = await Line.Control.CancelAsync(Of(mail), "mari", CancellationToken.None);
        await Line.WorkAsync();
        var other = await Line.AcceptAsync("b@example.test");
        await Line.UntilAsync(TransmissionState.Done, 1);

        Assert.Equal((1, 0), (cancelled, await Line.Control.CancelAsync(Of(other), "mari", CancellationToken.None)));
        Assert.Equal("b@example.test", Assert.Single(Line.Sink.Mails).To);
        Assert.Equal("cancelled", Assert.Single(await Line.Mails.RecipientsAsync("firmanimi", mail.Id, CancellationToken.None)).State);
    }

    [Fact]
    public async Task Nobody_changes_the_mails_of_another_company()
    {
        var mail = await Line.AcceptAsync("a@example.test");

        Assert.Equal(0, await Line.Control.CancelAsync(OutboxSelection.Mail("teine", mail.Id), "mari", CancellationToken.None));
        Assert.Equal(1, await Line.CountAsync(TransmissionState.Waiting));
    }

    [Fact]
    public async Task A_whole_mass_mail_is_held_and_released_at_once()
    {
        await Line.Outbox.AcceptAsync(
            [.. Enumerable.Range(0, 3).Select(i => OutboxLine.Request($"m{i}@example.test") with { BatchId = 7 })], null, CancellationToken.None);
        await Line.AcceptAsync("a@example.test");

        Assert.Equal(3, await Line.Control.HoldAsync(OutboxSelection.Batch("firmanimi", 7), "mari", CancellationToken.None));
        Assert.Equal(1, await Line.CountAsync(TransmissionState.Waiting));
        Assert.Equal(3, await Line.Control.ReleaseAsync(OutboxSelection.Batch("firmanimi", 7), "mari", CancellationToken.None));
    }

    [Fact]
    public async Task An_unsure_mail_that_a_person_knows_to_be_sent_is_done()
    {
        var mail = await UnsureAsync();

        await Line.Control.DecideAsync(Of(mail), wasSent: true, "mari", CancellationToken.None);

        Assert.Equal(1, await Line.CountAsync(TransmissionState.Done));
        Assert.Equal("accepted", Assert.Single(await Line.Mails.RecipientsAsync("firmanimi", mail.Id, CancellationToken.None)).State);
        Assert.Empty(Line.Sink.Mails);
    }

    [Fact]
    public async Task An_unsure_mail_goes_out_again_when_a_person_says_so()
    {
        var mail = await UnsureAsync();

        await Line.Control.DecideAsync(Of(mail), wasSent: false, "mari", CancellationToken.None);
        await Line.UntilAsync(TransmissionState.Done, 1);

        Assert.Single(Line.Sink.Mails);
        Assert.Equal([("unsure", null), ("send-again", "mari")], await StoryAsync(mail));
    }

    private async Task<SentMail> UnsureAsync()
    {
        Line.Sink.Answers["."] = "";
        await Line.WorkAsync();
        var mail = await Line.AcceptAsync("a@example.test");
        await Line.UntilAsync(TransmissionState.Unsure, 1);
        Line.Sink.Answers.Clear();
        return mail;
    }

    private async Task<IEnumerable<(string, string?)>> StoryAsync(SentMail mail) =>
        (await Line.Mails.HistoryAsync("firmanimi", mail.Id, CancellationToken.None)).Select(entry => (entry.Action, entry.ChangedBy));

    private static OutboxSelection Of(SentMail mail) => OutboxSelection.Mail("firmanimi", mail.Id);
}
