using System.Text;

using BounceProcessor.Sending.Checking;
using BounceProcessor.Tests.Sending.Connecting;
using BounceProcessor.Tests.Servers;

using Xunit;

namespace BounceProcessor.Tests.Sending.Checking;

public sealed class SenderTranscriptTests
{
    private const string User = "canary-user@firmanimi.example";
    private const string Password = "canary-password-7f3a";

    [Theory]
    [InlineData("AUTH PLAIN", "235 2.7.0 welcome")]
    [InlineData("AUTH PLAIN", "535 5.7.8 no")]
    [InlineData("AUTH LOGIN", "235 2.7.0 welcome")]
    [InlineData("AUTH LOGIN", "535 5.7.8 no")]
    [InlineData("AUTH CRAM-MD5", "535 5.7.8 no")]
    [InlineData("AUTH SCRAM-SHA-1", "535 5.7.8 no")]
    [InlineData("AUTH SCRAM-SHA-256", "535 5.7.8 no")]
    [InlineData("AUTH SCRAM-SHA-512", "535 5.7.8 no")]
    [InlineData("AUTH DIGEST-MD5", "535 5.7.8 no")]
    public async Task No_mechanism_shows_name_password_or_proof_in_the_transcript(string offer, string verdict)
    {
        await using var server = new ScriptedSmtpServer(line => Answer(line, verdict)) { Offers = [offer] };

        var run = await new CheckRun { Settings = TestSettings.Of(server.Port, username: User), Password = Password }.RunAsync();

        Assert.Contains($"C: {offer}", run.Transcript, StringComparison.Ordinal);
        Assert.Contains($"S: {verdict}", run.Transcript, StringComparison.Ordinal);
        foreach (var said in server.Lines.SkipWhile(line => !line.StartsWith("AUTH", StringComparison.Ordinal)).TakeWhile(line => line[..4] is not "MAIL" and not "QUIT"))
        {
            var secret = said.StartsWith("AUTH", StringComparison.Ordinal) ? said.Split(' ').Skip(2).FirstOrDefault() ?? "" : said;
            Assert.True(secret.Length < 4 || !run.Transcript.Contains(secret, StringComparison.Ordinal), $"the transcript has \"{secret}\"");
        }

        AssertClean(run.Transcript);
    }

    [Fact]
    public void A_secret_that_a_server_repeats_is_left_out_in_clear_and_in_base64()
    {
        using var transcript = new SenderTranscript(TimeProvider.System);
        transcript.Hide(Password);

        Say(transcript, $"535 5.7.8 the password {Password} is wrong, {Base64(Password)}");

        AssertClean(transcript.Text);
        Assert.Contains("S: 535 5.7.8 the password *** is wrong", transcript.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void The_reason_of_a_refused_token_is_shown_decoded()
    {
        using var transcript = new SenderTranscript(TimeProvider.System);
        const string reason = """{"status":"400","schemes":"Bearer","scope":"https://mail.google.com/"}""";

        Hear(transcript, $"AUTH XOAUTH2 {Base64($"user={User}\u0001auth=Bearer {Password}\u0001\u0001")}");
        Say(transcript, $"334 {Base64(reason)}");
        Hear(transcript, "");
        Say(transcript, "535 5.7.8 no");

        AssertClean(transcript.Text);
        Assert.Contains(reason, transcript.Text, StringComparison.Ordinal);
        Assert.Contains("C: AUTH XOAUTH2 ***", transcript.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Lines_that_come_in_pieces_are_hidden_too()
    {
        using var transcript = new SenderTranscript(TimeProvider.System);
        var line = Encoding.ASCII.GetBytes($"AUTH PLAIN {Base64($"\0{User}\0{Password}")}\r\n");

        transcript.LogClient(line, 0, 7);
        transcript.LogClient(line, 7, 9);
        transcript.LogClient(line, 16, line.Length - 16);

        Assert.EndsWith("C: AUTH PLAIN ***\n", transcript.Text, StringComparison.Ordinal);
    }

    // Answers each mechanism's steps as far as a client goes on.
    private static string? Answer(string line, string verdict) => line switch
    {
        "AUTH LOGIN" => $"334 {Base64("Username:")}",
        _ when line == Base64(User) => $"334 {Base64("Password:")}",
        "AUTH CRAM-MD5" => $"334 {Base64("<1896.697170952@scripted.example.test>")}",
        "AUTH DIGEST-MD5" => $"334 {Base64("realm=\"example.test\",nonce=\"OA6MG9tEQGm2hh\",qop=\"auth\",charset=utf-8,algorithm=md5-sess")}",
        _ when line.StartsWith("AUTH SCRAM", StringComparison.Ordinal) => $"334 {Base64($"r={Nonce(line)}server,s={Base64("salt-salt")},i=4096")}",
        _ when line.StartsWith("EHLO", StringComparison.Ordinal) || line.StartsWith("MAIL", StringComparison.Ordinal) || line is "RSET" or "QUIT" => null,
        _ => verdict,
    };

    private static string Nonce(string line) => Encoding.UTF8.GetString(Convert.FromBase64String(line.Split(' ')[2])).Split("r=")[1];

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));

    private static void Say(SenderTranscript transcript, string line) => transcript.LogServer(Encoding.UTF8.GetBytes($"{line}\r\n"), 0, Encoding.UTF8.GetByteCount(line) + 2);

    private static void Hear(SenderTranscript transcript, string line) => transcript.LogClient(Encoding.UTF8.GetBytes($"{line}\r\n"), 0, Encoding.UTF8.GetByteCount(line) + 2);

    private static void AssertClean(string transcript)
    {
        Assert.DoesNotContain(Password, transcript, StringComparison.Ordinal);
        foreach (var word in transcript.Split([' ', '\n', '(', ')'], StringSplitOptions.RemoveEmptyEntries).Where(word => word.Length >= 8))
        {
            var bytes = new byte[word.Length];
            if (Convert.TryFromBase64String(word, bytes, out var length))
            {
                Assert.DoesNotContain("canary", Encoding.Latin1.GetString(bytes, 0, length), StringComparison.Ordinal);
            }
        }
    }
}
