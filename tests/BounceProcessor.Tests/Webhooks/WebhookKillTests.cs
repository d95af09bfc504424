using System.Text.Json.Nodes;

using BounceProcessor.Database;
using BounceProcessor.Diagnosis;
using BounceProcessor.Diagnosis.Reasons;
using BounceProcessor.Events;
using BounceProcessor.Tests.Commands;
using BounceProcessor.Tests.Pages;
using BounceProcessor.Tests.Servers;

using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

using Xunit;

using TestFolder = BounceProcessor.Tests.Servers.TestFolder;

namespace BounceProcessor.Tests.Webhooks;

/// <summary>The program itself, killed while it delivers. Takes the time after which another process may try a message again.</summary>
public sealed class WebhookKillTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Whatever_kills_the_service_everything_is_told_at_least_once_under_one_id()
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        var file = Configure();
        var added = await Run.ExecutableAsync(_folder.Path, null, "webhook", "add", "firmanimi", receiver.Url, "--event", "event.filed", "--config", file);
        Assert.Equal(0, added.Code);
        var killed = Service(file);
        receiver.Answer = (context, _) =>
        {
            if (receiver.Heard.Count == 3)
            {
                killed.Kill();
            }

            context.Response.StatusCode = StatusCodes.Status204NoContent;
            return Task.CompletedTask;
        };
        await FileAsync(6);
        await UntilAsync(() => killed.HasEnded, killed);
        killed.Dispose();

        using var next = Service(file);
        await UntilAsync(() => receiver.Heard.Select(told => told.Id).Distinct().Count() == 6 && receiver.Heard.Count >= 7, next);

        var secret = added.Output.Trim();
        Assert.All(receiver.Heard, told => Assert.True(told.IsSignedWith(secret)));
        var events = receiver.Heard.GroupBy(told => told.Id).Select(tries => Assert.Single(tries.Select(told => told.Json["data"]!["event"]!["id"]!.GetValue<long>()).Distinct()));
        Assert.Equal([1L, 2L, 3L, 4L, 5L, 6L], events.Order());
    }

    private string Configure() => _folder.Write("appsettings.json", new JsonObject
    {
        ["Database"] = new JsonObject { ["Path"] = _folder.File("test.db") },
        ["Rules"] = new JsonObject { ["Folder"] = _folder.File("rules") },
        ["Web"] = new JsonObject { ["Listen"] = "http://127.0.0.1:0" },
        ["Polling"] = new JsonObject { ["Enabled"] = false },
        ["Sending"] = new JsonObject { ["Outbox"] = new JsonObject { ["Enabled"] = false } },
        ["Companies"] = new JsonObject { ["List"] = new JsonArray(new JsonObject { ["Code"] = "firmanimi" }) },
        ["Webhooks"] = new JsonObject { ["Timeout"] = "00:00:01", ["Interval"] = "00:00:01", ["AllowHttp"] = true, ["AllowedNetworks"] = new JsonArray("127.0.0.0/8", "::1") },
    }.ToJsonString());

    private ProductProcess Service(string file) => ProductProcess.Start(_folder.Path, null, "serve", "--config", file);

    private async Task FileAsync(int count)
    {
        await using var database = new SqliteDataSource(_folder.File("test.db"), TimeSpan.FromSeconds(10));
        var store = new EventStore(database, TimeProvider.System, Options.Create(new EventOptions()));
        for (var i = 0; i < count; i++)
        {
            var bytes = System.Text.Encoding.UTF8.GetBytes(TestSite.Report($"nobody{i}@example.net").ReplaceLineEndings("\r\n"));
            var diagnosis = new MailDiagnoser(RuleBook.Embedded).Diagnose(bytes, CancellationToken.None);
            await using var connection = await database.OpenConnectionAsync(TestContext.Current.CancellationToken);
            await using var transaction = await connection.BeginTransactionAsync(TestContext.Current.CancellationToken);
            await store.FileAsync([NewMail.Prepare("firmanimi", "test", TimeProvider.System.GetUtcNow(), bytes, headersOnly: false, diagnosis)], transaction, CancellationToken.None);
            await transaction.CommitAsync(TestContext.Current.CancellationToken);
        }
    }

    private static async Task UntilAsync(Func<bool> condition, ProductProcess process)
    {
        var start = TimeProvider.System.GetTimestamp();
        while (!condition())
        {
            Assert.True(TimeProvider.System.GetElapsedTime(start) < Patience, string.Join('\n', process.Said));
            await Task.Delay(50, TestContext.Current.CancellationToken);
        }
    }
}
