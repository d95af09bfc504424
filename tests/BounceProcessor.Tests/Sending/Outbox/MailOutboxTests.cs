using BounceProcessor.Marks;
using BounceProcessor.Sending.Composing;
using BounceProcessor.Sending.Records;

using Microsoft.Extensions.DependencyInjection;

using Xunit;

namespace BounceProcessor.Tests.Sending.Outbox;

public sealed class MailOutboxTests : IAsyncLifetime
{
    private OutboxLine? _line;

    private OutboxLine Line => _line ?? throw new InvalidOperationException("not started");

    public async ValueTask InitializeAsync() => _line = await OutboxLine.StartAsync();

    public ValueTask DisposeAsync() => Line.DisposeAsync();

    [Fact]
    public async Task An_accepted_mail_is_stored_with_recipients_transmission_and_content()
    {
        var mail = await Line.AcceptAsync("a@example.test", "b@example.test");

        Assert.Equal(mail, await Line.Mails.FindAsync("firmanimi", mail.Id, CancellationToken.None));
        Assert.Equal(mail.Id, (await Line.Mails.FindByMessageIdAsync("firmanimi", mail.MessageId, CancellationToken.None))?.Id);
        var transmission = Assert.Single(await Line.Mails.TransmissionsAsync("firmanimi", mail.Id, CancellationToken.None));
        Assert.Equal(("waiting", "mari@firmanimi.example"), (transmission.State, transmission.EnvelopeSender));
        var recipients = await Line.Mails.RecipientsAsync("firmanimi", mail.Id, CancellationToken.None);
        Assert.Equal(["a@example.test", "b@example.test"], recipients.Select(recipient => recipient.Address));
        Assert.All(recipients, recipient => Assert.Equal((transmission.Id, "waiting"), (recipient.TransmissionId, recipient.State)));
        var content = await Line.Mails.ContentAsync("firmanimi", mail.Id, CancellationToken.None);
        Assert.Equal(mail.SizeBytes, content?.LongLength ?? 0);
        Assert.Contains($"Message-Id: <{mail.MessageId}>", System.Text.Encoding.ASCII.GetString(content ?? []), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task A_mail_of_one_company_is_not_found_by_another()
    {
        var mail = await Line.AcceptAsync("a@example.test");

        Assert.Null(await Line.Mails.FindAsync("teine", mail.Id, CancellationToken.None));
        Assert.Null(await Line.Mails.FindByMessageIdAsync("teine", mail.MessageId, CancellationToken.None));
        Assert.Null(await Line.Mails.ContentAsync("teine", mail.Id, CancellationToken.None));
        Assert.Empty(await Line.Mails.RecipientsAsync("teine", mail.Id, CancellationToken.None));
    }

    [Fact]
    public async Task The_same_key_and_request_is_the_same_mail()
    {
        var request = OutboxLine.Request("a@example.test") with { IdempotencyKey = "invoice-1024" };

        var first = await Line.Outbox.AcceptAsync(request, CancellationToken.None);
        var second = await Line.Outbox.AcceptAsync(request, CancellationToken.None);

        Assert.False(first.IsRepeated);
        Assert.True(second.IsRepeated);
        Assert.Equal(first.Mail, second.Mail);
        Assert.Equal(first.Recipients, second.Recipients);
        Assert.Equal(1, await Line.ReadAsync<long>("SELECT COUNT(*) FROM sent_mails"));
    }

    [Fact]
    public async Task The_same_key_with_another_request_is_refused()
    {
        await Line.Outbox.AcceptAsync(OutboxLine.Request("a@example.test") with { IdempotencyKey = "k" }, CancellationToken.None);

        var other = await Line.Outbox.AcceptAsync(OutboxLine.Request("b@example.test") with { IdempotencyKey = "k" }, CancellationToken.None);

        Assert.Null(other.Mail);
        Assert.Equal("key-reused", Assert.Single(other.Faults).Code);
        Assert.Equal(1, await Line.ReadAsync<long>("SELECT COUNT(*) FROM sent_mails"));
    }

    [Fact]
    public async Task Mails_accepted_at_the_same_time_under_one_key_are_one_mail()
    {
        var other = await Line.AddProcessAsync();
        var request = OutboxLine.Request("a@example.test") with { IdempotencyKey = "k" };

        var both = await Task.WhenAll(
            Task.Run(() => Line.Outbox.AcceptAsync(request, CancellationToken.None)),
            Task.Run(() => other.GetRequiredService<BounceProcessor.Sending.Outbox.MailOutbox>().AcceptAsync(request, CancellationToken.None)));

        Assert.Equal(both[0].Mail?.Id, both[1].Mail?.Id);
        Assert.Single(both, acceptance => acceptance.IsRepeated);
    }

    [Fact]
    public async Task Unknown_company_and_unknown_user_are_named_and_nothing_is_stored()
    {
        var company = await Line.Outbox.AcceptAsync(OutboxLine.Request("a@example.test") with { Company = "olematu" }, CancellationToken.None);
        var user = await Line.Outbox.AcceptAsync(OutboxLine.Request("a@example.test") with { User = "juku" }, CancellationToken.None);

        Assert.Contains("olematu", Assert.Single(company.Faults).Text.En, StringComparison.Ordinal);
        Assert.Equal(("user", "unknown-user"), (Assert.Single(user.Faults).Field, user.Faults[0].Code));
        Assert.Equal(0, await Line.ReadAsync<long>("SELECT COUNT(*) FROM sent_mails"));
    }

    [Fact]
    public async Task Of_many_mails_those_with_faults_are_left_out_and_what_is_written_along_is_in_the_same_transaction()
    {
        MailRequest[] requests = [OutboxLine.Request("a@example.test"), OutboxLine.Request("b@example.test") with { User = "juku" }, OutboxLine.Request("c@example.test")];

        var acceptances = await Line.Outbox.AcceptAsync(requests, along: null, CancellationToken.None);
        await Assert.ThrowsAsync<InvalidOperationException>(() => Line.Outbox.AcceptAsync(
            [OutboxLine.Request("d@example.test")], (_, _, _) => throw new InvalidOperationException("the caller's part failed"), CancellationToken.None));

        Assert.Equal([true, false, true], acceptances.Select(acceptance => acceptance.Mail is not null));
        Assert.Equal(2, await Line.ReadAsync<long>("SELECT COUNT(*) FROM sent_mails"));
    }

    [Fact]
    public async Task A_marked_address_gets_no_mail_and_the_others_do()
    {
        await MarkAsync("b@example.test");

        var acceptance = await Line.Outbox.AcceptAsync(OutboxLine.Request("a@example.test", "B@example.test"), CancellationToken.None);

        Assert.Equal(["waiting", "suppressed"], acceptance.Recipients.Select(recipient => recipient.State));
        Assert.Equal(("recipients[1].address", "address-marked"), (Assert.Single(acceptance.Warnings).Field, acceptance.Warnings[0].Code));
        await Line.WorkAsync();
        await Line.UntilAsync(TransmissionState.Done, 1);
        Assert.Equal(["a@example.test"], Assert.Single(Line.Sink.Mails).Recipients);
    }

    [Fact]
    public async Task A_mail_to_marked_addresses_alone_is_refused()
    {
        await MarkAsync("b@example.test");

        var acceptance = await Line.Outbox.AcceptAsync(OutboxLine.Request("b@example.test"), CancellationToken.None);

        Assert.Null(acceptance.Mail);
        Assert.Equal("address-marked", Assert.Single(acceptance.Faults).Code);
    }

    private Task<AddressMark?> MarkAsync(string address) => Line.Services.GetRequiredService<AddressMarks>().MarkAsync(
        new NewMark { Company = "firmanimi", Address = address, Kind = MarkKind.ByHand, By = "test" }, CancellationToken.None);
}
