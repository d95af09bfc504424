#:sdk Microsoft.NET.Sdk.Web
// far-side.cs PORT TOKEN-PORT CERT.pem KEY.pem SIGNING-KEY
//
// The far end of the round trip, on loopback; samples/round-trip/run starts it. PORT is a mail server that answers by the beginning of the
// recipient's name, keeps nothing, and writes one line a recipient, "250 ok1@far.example":
//
//   refused…     550 5.1.1 at RCPT            spf…       550 5.7.23 at RCPT, as an SPF check would
//   full…        552 5.2.2 at RCPT            content…   554 5.7.1 after the data
//   busy…        451 4.7.1 twice, then taken  never…     450 4.2.1 for ever
//   anything else is taken.
//
// TOKEN-PORT stands for Microsoft's token endpoint: it grants every application an access token for the mailbox kiri@kirjad.example, signed with SIGNING-KEY, which the
// sending server of the round trip believes.
using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;

if (args is not [var portText, var tokenPortText, var certificateFile, var keyFile, var signingKey]
    || !int.TryParse(portText, NumberStyles.None, CultureInfo.InvariantCulture, out var port)
    || !int.TryParse(tokenPortText, NumberStyles.None, CultureInfo.InvariantCulture, out var tokenPort))
{
    await Console.Error.WriteLineAsync("usage: far-side.cs PORT TOKEN-PORT CERT.pem KEY.pem SIGNING-KEY");
    return 2;
}

var tries = new ConcurrentDictionary<string, int>(StringComparer.OrdinalIgnoreCase);
using var stop = new CancellationTokenSource();
Console.CancelKeyPress += (_, pressed) => { pressed.Cancel = true; stop.Cancel(); };
using var terminate = System.Runtime.InteropServices.PosixSignalRegistration.Create(
    System.Runtime.InteropServices.PosixSignal.SIGTERM, signal => { signal.Cancel = true; stop.Cancel(); });
var listener = new TcpListener(IPAddress.Loopback, port);
listener.Start();
await using var tokens = await StartTokensAsync();
Console.WriteLine($"up: smtp {port} tokens {tokenPort}");
try
{
    while (true)
    {
        var client = await listener.AcceptTcpClientAsync(stop.Token);
        _ = ServeAsync(client, stop.Token);
    }
}
catch (OperationCanceledException)
{
    listener.Stop();
    return 0;
}

async Task<WebApplication> StartTokensAsync()
{
    using var pem = X509Certificate2.CreateFromPemFile(certificateFile, keyFile);
    var certificate = X509CertificateLoader.LoadPkcs12(pem.Export(X509ContentType.Pfx), null);
    var builder = WebApplication.CreateSlimBuilder();
    builder.Logging.ClearProviders();
    builder.WebHost.UseKestrelHttpsConfiguration();
    builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, tokenPort, listen => listen.UseHttps(certificate)));
    var app = builder.Build();
    app.Run(async context =>
    {
        context.Response.ContentType = "application/json";
        await context.Response.WriteAsync($$"""{"token_type":"Bearer","expires_in":3600,"access_token":"{{AccessToken()}}"}""", context.RequestAborted);
    });
    await app.StartAsync();
    return app;
}

string AccessToken()
{
    var now = DateTimeOffset.UtcNow;
    var head = Base64Url.EncodeToString("""{"alg":"HS256","typ":"JWT","kid":"default"}"""u8);
    var body = Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(new Dictionary<string, object>
    {
        ["iss"] = "https://issuer.example.test",
        ["sub"] = "round-trip",
        ["aud"] = "https://outlook.office365.com",
        ["roles"] = new[] { "SMTP.SendAsApp" },
        ["email"] = "kiri@kirjad.example",
        ["iat"] = now.ToUnixTimeSeconds(),
        ["exp"] = now.AddHours(1).ToUnixTimeSeconds(),
    }));
    var signature = HMACSHA256.HashData(Encoding.UTF8.GetBytes(signingKey), Encoding.ASCII.GetBytes($"{head}.{body}"));
    return $"{head}.{body}.{Base64Url.EncodeToString(signature)}";
}

async Task ServeAsync(TcpClient client, CancellationToken cancellationToken)
{
    using var connection = client;
    try
    {
        await using var stream = connection.GetStream();
        using var reader = new StreamReader(stream, Encoding.Latin1);
        await SayAsync(stream, "220 mx.far.example ESMTP", cancellationToken);
        var recipients = new List<string>();
        while (await reader.ReadLineAsync(cancellationToken) is { } line)
        {
            var answer = await AnswerAsync(line, recipients, stream, reader, cancellationToken);
            await SayAsync(stream, answer, cancellationToken);
            if (answer.StartsWith("221", StringComparison.Ordinal))
            {
                return;
            }
        }
    }
    catch (Exception fault) when (fault is IOException or SocketException or OperationCanceledException)
    {
        return; // the other side hung up, or the run is over
    }
}

async Task<string> AnswerAsync(string line, List<string> recipients, NetworkStream stream, StreamReader reader, CancellationToken cancellationToken)
{
    switch (line.Length < 4 ? "" : line[..4].ToUpperInvariant())
    {
        case "EHLO":
            return "250-mx.far.example\r\n250-8BITMIME\r\n250-SMTPUTF8\r\n250-ENHANCEDSTATUSCODES\r\n250 SIZE 20480000";
        case "HELO":
            return "250 mx.far.example";
        case "MAIL" or "RSET":
            recipients.Clear();
            return "250 2.0.0 Ok";
        case "NOOP":
            return "250 2.0.0 Ok";
        case "RCPT":
            return Recipient(line, recipients);
        case "DATA":
            await SayAsync(stream, "354 End data with <CR><LF>.<CR><LF>", cancellationToken);
            while (await reader.ReadLineAsync(cancellationToken) is { } content && content != ".")
            {
                // read and thrown away
            }

            return Taken(recipients);
        case "QUIT":
            return "221 2.0.0 Bye";
        default:
            return "502 5.5.2 Command not recognized";
    }
}

string Recipient(string line, List<string> recipients)
{
    var (open, close) = (line.IndexOf('<', StringComparison.Ordinal), line.IndexOf('>', StringComparison.Ordinal));
    if (open < 0 || close < open)
    {
        return "501 5.1.3 Bad recipient address syntax";
    }

    var address = line[(open + 1)..close];
    var answer = address.Split('.', '@', '-')[0].TrimEnd('0', '1', '2', '3', '4', '5', '6', '7', '8', '9').ToLowerInvariant() switch
    {
        "refused" => $"550 5.1.1 <{address}>: Recipient address rejected: User unknown in virtual mailbox table",
        "full" => $"552 5.2.2 <{address}>: Mailbox is full, quota exceeded",
        "spf" => $"550 5.7.23 <{address}>: Recipient address rejected: Message rejected due to: SPF fail - not authorized. Please see http://www.open-spf.org/Why?s=mfrom;id=firmanimi.example;ip=192.0.2.25;r=mx.far.example",
        "busy" when tries.AddOrUpdate(address, 1, (_, count) => count + 1) <= 2 => $"451 4.7.1 <{address}>: Recipient address rejected: Greylisted, please try again later",
        "never" => $"450 4.2.1 <{address}>: Recipient address rejected: Mailbox temporarily disabled",
        _ => "250 2.1.5 Ok",
    };
    if (answer.StartsWith("250", StringComparison.Ordinal))
    {
        recipients.Add(address);
    }
    else
    {
        Console.WriteLine($"{answer[..3]} {address}");
    }

    return answer;
}

string Taken(List<string> recipients)
{
    var isRefused = recipients.Exists(address => address.StartsWith("content", StringComparison.OrdinalIgnoreCase));
    foreach (var address in recipients)
    {
        Console.WriteLine($"{(isRefused ? 554 : 250)} {address}");
    }

    recipients.Clear();
    return isRefused ? "554 5.7.1 Message rejected as spam by content filter" : "250 2.0.0 Ok: queued as FARSIDE";
}

static async Task SayAsync(NetworkStream stream, string text, CancellationToken cancellationToken) =>
    await stream.WriteAsync(Encoding.Latin1.GetBytes(text + "\r\n"), cancellationToken);
