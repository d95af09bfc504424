using BounceProcessor.Sending.Checking;
using BounceProcessor.Tests.Sending.Connecting;
using BounceProcessor.Tests.Servers;

using Xunit;

namespace BounceProcessor.Tests.Sending.Checking;

public sealed class SenderFaultTests
{
    [Theory]
    [InlineData("550 5.7.60 SMTP; Client does not have permissions to send as this sender", "does not let \"kasutaja\" send as \"mari@firmanimi.example\"", "ei luba kasutajal \"kasutaja\" saata aadressilt \"mari@firmanimi.example\"")]
    [InlineData("554 5.2.0 STOREDRV.Submission.Exception:SendAsDeniedException.MapiExceptionSendAsDenied", "Add-RecipientPermission -Identity mari@firmanimi.example", "Add-RecipientPermission -Identity mari@firmanimi.example")]
    [InlineData("553 5.7.1 <mari@firmanimi.example>: Sender address rejected: not owned by user kasutaja", "does not let \"kasutaja\" send as", "ei luba kasutajal \"kasutaja\" saata")]
    [InlineData("550 5.7.1 Not allowed", "does not let \"kasutaja\" send from", "ei luba kasutajal \"kasutaja\" saata")]
    [InlineData("530 5.7.57 Client not authenticated to send mail.", "Exchange wants a sign-in before it takes mail", "tahab enne kirja vastuvõtmist sisselogimist")]
    [InlineData("530 5.7.0 Must issue a STARTTLS command first", "takes mail over an encrypted connection only", "võtab kirju vastu ainult krüptitud ühenduses")]
    [InlineData("530 5.7.0 Authentication Required", "wants a sign-in before it takes mail", "tahab enne kirja vastuvõtmist sisselogimist")]
    [InlineData("550 5.7.30 Basic authentication is not supported for Client Submission.", "Microsoft takes no user name and password", "Microsoft ei võta saatmiseks enam kasutajanime")]
    [InlineData("550 5.1.8 Sender address rejected: Domain not found", "it has no mail server in the DNS", "pole DNS-is meiliserverit")]
    [InlineData("501 5.1.7 Bad sender address syntax", "does not accept the address \"mari@firmanimi.example\" as it is written", "sellisel kujul vastu")]
    [InlineData("553 sorry, that address is not in my list", "does not accept \"mari@firmanimi.example\" as sender", "ei võta saatjat \"mari@firmanimi.example\" vastu")]
    [InlineData("452 4.3.1 Insufficient system storage", "no room, or too many mails", "pole praegu ruumi")]
    [InlineData("451 4.7.1 Try again later", "asks to try later", "palub hiljem uuesti proovida")]
    public async Task A_refused_sender_is_told_with_cause_and_remedy(string reply, string english, string estonian)
    {
        await using var server = new ScriptedSmtpServer(line => line.StartsWith("MAIL", StringComparison.Ordinal) ? reply : null);

        var run = await new CheckRun { Settings = TestSettings.Of(server.Port, username: "kasutaja"), Password = "secret" }.RunAsync();

        run.AssertFailed("sender", english, estonian);
        Assert.Contains($"({reply[..3]}", run.Failed.Text.En, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_refused_event_address_is_told_to_be_given_up_or_allowed()
    {
        await using var server = new ScriptedSmtpServer(line => line.StartsWith("MAIL", StringComparison.Ordinal) ? "553 5.7.1 not owned by user" : null);

        var run = await new CheckRun { Settings = TestSettings.Of(server.Port), EnvelopeSender = "firmanimi+abc@event.data.directo.ee" }.RunAsync();

        run.AssertFailed("sender", "refuses the sender \"firmanimi+abc@event.data.directo.ee\"", "ei võta saatjat \"firmanimi+abc@event.data.directo.ee\" vastu");
        Assert.Contains("set where bounces come home", run.Failed.Text.En, StringComparison.Ordinal);
        Assert.Contains("seadke põrgete tagasitulekuks", run.Failed.Text.Et, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_accepted_event_address_is_told_with_what_it_does_to_spf_and_dmarc()
    {
        await using var server = new ScriptedSmtpServer();

        var run = await new CheckRun { Settings = TestSettings.Of(server.Port), EnvelopeSender = "firmanimi+abc@event.data.directo.ee" }.RunAsync();

        var step = Assert.Single(run.Steps, step => step.Name.En == "SPF and DMARC");
        Assert.Equal(SenderCheckOutcome.Warning, step.Outcome);
        Assert.Contains("SPF is then judged by event.data.directo.ee and not by firmanimi.example", step.Text.En, StringComparison.Ordinal);
        Assert.Contains("Domeeni firmanimi.example DMARC kehtib ainult siis", step.Text.Et, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_test_that_passes_sends_nothing()
    {
        await using var server = new ScriptedSmtpServer();

        var run = await new CheckRun { Settings = TestSettings.Of(server.Port, username: "kasutaja"), Password = "secret" }.RunAsync();
        await server.AllSessions;

        Assert.DoesNotContain(run.Steps, step => step.Outcome == SenderCheckOutcome.Failed);
        Assert.Equal(["EHLO", "AUTH", "MAIL", "RSET", "QUIT"], server.Lines.Select(line => line[..4]));
        Assert.Equal("Mail of this user can be sent. The test sent nothing.", run.Steps[^1].Text.En);
        Assert.Equal("Selle kasutaja kirju saab saata. Test ei saatnud midagi.", run.Steps[^1].Text.Et);
    }

    [Fact]
    public async Task A_server_that_hangs_up_at_the_sender_is_told()
    {
        await using var server = new ScriptedSmtpServer(line => line.StartsWith("MAIL", StringComparison.Ordinal) ? ScriptedSmtpServer.Close : null);

        var run = await new CheckRun { Settings = TestSettings.Of(server.Port) }.RunAsync();

        run.AssertFailed("sender", "broke off", "katkestas ühenduse");
    }
}
