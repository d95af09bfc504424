using BounceProcessor.Senders;
using BounceProcessor.Sending.Records;

using Xunit;

namespace BounceProcessor.Tests.Sending.Composing;

public sealed class MailLoopTests : IAsyncLifetime
{
    private ComposingLine? _line;

    private ComposingLine Line => _line ?? throw new InvalidOperationException("The test was not started.");

    public async ValueTask InitializeAsync() => _line = await ComposingLine.StartAsync(
        ("Companies:List:0:Code", "teinefirma"),
        ("Companies:List:0:EventAddress", "porked@teinefirma.example"),
        ("Companies:List:0:Aliases:0", "vana@teinefirma.example"),
        ("Companies:List:0:Aliases:1", "@porked.teinefirma.example"));

    public ValueTask DisposeAsync() => Line.DisposeAsync();

    [Theory]
    [InlineData("firmanimi@event.data.directo.ee")]
    [InlineData("FirmaNimi+tabc@Event.Data.Directo.EE")]
    [InlineData("\"firmanimi\"@event.data.directo.ee")]
    [InlineData("kolmasfirma@event.data.directo.ee")]
    [InlineData("porked@teinefirma.example")]
    [InlineData("porked+tabc@teinefirma.example")]
    [InlineData("vana@teinefirma.example")]
    [InlineData("keegi@porked.teinefirma.example")]
    public void A_mail_to_an_event_address_of_any_company_is_refused(string address)
    {
        foreach (var kind in Enum.GetValues<RecipientKind>())
        {
            var composed = Line.Compose(ComposingLine.Request(ComposingLine.To("ana@example.org"), new(kind, address, null)));

            var fault = Assert.Single(composed.Faults);
            Assert.Equal(("recipients[1].address", "mail-loop"), (fault.Field, fault.Code));
            Assert.Contains("Write the address of a person", fault.Text.En, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("ana@teinefirma.example")]
    [InlineData("mari@firmanimi.example")]
    [InlineData("firmanimi@example.org")]
    public void Other_addresses_of_the_same_people_are_mailed_to(string address) =>
        Assert.Empty(Line.Faults(ComposingLine.Request(ComposingLine.To(address))));

    [Theory]
    [InlineData(SenderMode.Directo)]
    [InlineData(SenderMode.DirectoReplyTo)]
    internal void A_user_whose_own_e_mail_is_an_event_address_cannot_send(SenderMode mode) =>
        Assert.Equal(["user.email mail-loop"], Line.Faults(ComposingLine.Request(), ComposingLine.Settings(mode, email: "firmanimi@event.data.directo.ee")));

    [Theory]
    [InlineData(true, 1)]
    [InlineData(false, 0)]
    public void An_automatic_mail_never_answers_a_bounce(bool isAutomatic, int faults) =>
        Assert.Equal(faults, Line.Faults(ComposingLine.Request(ComposingLine.To("Mailer-Daemon@mx.example.org")) with { IsAutomatic = isAutomatic }).Count(fault => fault == "recipients[0].address mail-loop"));

    [Fact]
    public async Task A_company_that_was_added_by_another_process_counts_for_the_next_mail()
    {
        var company = ComposingLine.Company with { Code = "uusfirma", EventAddress = "porked@uusfirma.example" };
        var request = ComposingLine.Request(ComposingLine.To("porked@uusfirma.example"));
        Assert.Empty(Line.Faults(request));

        await Line.Companies.SaveAsync(company, "jaan", TestContext.Current.CancellationToken);
        await Line.Composer.PrepareAsync(TestContext.Current.CancellationToken);

        Assert.Equal(["recipients[0].address mail-loop"], Line.Faults(request));
    }
}
