using BounceProcessor.Webhooks;

using Microsoft.AspNetCore.Http;

using Xunit;

namespace BounceProcessor.Tests.Webhooks;

public sealed class WebhookDeliveryTests : IAsyncLifetime
{
    private (WebhookLine Line, WebhookReceiver Receiver)? _started;

    private WebhookLine Line => _started?.Line ?? throw new InvalidOperationException("not started");

    private WebhookReceiver Receiver => _started?.Receiver ?? throw new InvalidOperationException("not started");

    public async ValueTask InitializeAsync() => _started = (await WebhookLine.StartAsync(("Webhooks:Timeout", "00:00:02")), await WebhookReceiver.StartAsync());

    public async ValueTask DisposeAsync()
    {
        await Receiver.DisposeAsync();
        await Line.DisposeAsync();
    }

    [Fact]
    public async Task What_was_not_taken_is_told_again_under_the_same_id()
    {
        var (endpoint, secret) = await Line.AddAsync(Receiver);
        await Line.FileAsync();
        Receiver.AnswerWith(500, "out of order");
        await Line.RunAsync();
        await Line.RunAsync(TimeSpan.FromSeconds(4));
        Assert.Single(Receiver.Heard);
        Receiver.AnswerWith(200, "thanks");

        await Line.RunAsync(TimeSpan.FromSeconds(2));

        var told = Receiver.Heard.ToArray();
        Assert.Equal(2, told.Length);
        Assert.Equal(told[0].Id, told[1].Id);
        Assert.NotEqual(told[0].Headers["webhook-timestamp"], told[1].Headers["webhook-timestamp"]);
        Assert.All(told, one => Assert.True(one.IsSignedWith(secret)));
        var message = Assert.Single(await Line.Queue.ListAsync(null, endpoint.Id, 10, CancellationToken.None)).Message;
        Assert.Equal("delivered", message.State);
        Assert.Equal([(500L, "out of order"), (200L, "thanks")], (await Line.Queue.AttemptsAsync(null, message.Id, CancellationToken.None)).Select(one => (one.Status ?? 0, one.Response ?? "")));
    }

    [Fact]
    public async Task A_process_that_ended_while_it_delivered_leaves_the_message_to_the_next()
    {
        var (endpoint, _) = await Line.AddAsync(Receiver);
        await Line.FileAsync();
        using var killed = new CancellationTokenSource();
        Receiver.Answer = async (_, _) => await killed.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Line.Round.RunAsync(killed.Token));
        Receiver.AnswerWith(204);
        Assert.Equal(0, await Line.RunAsync());

        await Line.RunAsync(TimeSpan.FromMinutes(1));

        Assert.Equal(2, Receiver.Heard.Count);
        Assert.Single(Receiver.Heard.Select(told => told.Id).Distinct());
        Assert.Equal("delivered", Assert.Single(await Line.Queue.ListAsync(null, endpoint.Id, 10, CancellationToken.None)).Message.State);
    }

    [Fact]
    public async Task Two_processes_at_once_deliver_a_message_once()
    {
        await Line.AddAsync(Receiver);
        for (var i = 0; i < 10; i++)
        {
            await Line.FileAsync();
        }

        await Task.WhenAll(Line.RunAsync(), Line.RunAsync());
        await Line.RunAsync();

        Assert.Equal(10, Receiver.Heard.Count);
        Assert.Equal(10, Receiver.Heard.Select(told => told.Id).Distinct().Count());
    }

    [Fact]
    public async Task A_message_is_given_up_after_ten_tries_in_three_days()
    {
        var (endpoint, _) = await Line.AddAsync(Receiver);
        await Line.FileAsync();
        Receiver.AnswerWith(500);
        var start = Line.Time.GetUtcNow();
        await Line.RunAsync();
        while (Assert.Single(await Line.Queue.ListAsync(null, endpoint.Id, 10, CancellationToken.None)).Message.State == "waiting")
        {
            await Line.RunAsync(TimeSpan.FromMinutes(10));
            Assert.InRange(Receiver.Heard.Count, 0, 10);
        }

        Assert.Equal(10, Receiver.Heard.Count);
        Assert.InRange(Line.Time.GetUtcNow() - start, TimeSpan.FromDays(3), TimeSpan.FromDays(4));
    }

    [Fact]
    public async Task An_endpoint_that_asks_to_wait_is_waited_for()
    {
        await Line.AddAsync(Receiver);
        await Line.FileAsync();
        Receiver.Answer = (context, _) =>
        {
            context.Response.StatusCode = StatusCodes.Status429TooManyRequests;
            context.Response.Headers.RetryAfter = "600";
            return Task.CompletedTask;
        };
        await Line.RunAsync();

        await Line.RunAsync(TimeSpan.FromMinutes(9));
        Assert.Single(Receiver.Heard);
        await Line.RunAsync(TimeSpan.FromMinutes(2));
        Assert.Equal(2, Receiver.Heard.Count);
    }

    [Fact]
    public async Task An_endpoint_that_never_answers_does_not_stop_the_others()
    {
        await using var slow = await WebhookReceiver.StartAsync();
        slow.Answer = (context, _) => Task.Delay(Timeout.Infinite, context.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);
        var (hanging, _) = await Line.AddAsync(slow);
        await Line.AddAsync(Receiver);
        await Line.FileAsync();

        await Line.RunAsync();

        Assert.Single(Receiver.Heard);
        var last = Assert.Single(await Line.Queue.ListAsync(null, hanging.Id, 10, CancellationToken.None)).Last;
        Assert.Equal("No answer within 2 seconds.", last?.Error);
    }

    [Fact]
    public async Task Of_an_answer_without_end_the_beginning_is_kept()
    {
        var (endpoint, _) = await Line.AddAsync(Receiver);
        await Line.FileAsync();
        Receiver.Answer = async (context, _) =>
        {
            while (!context.RequestAborted.IsCancellationRequested)
            {
                await context.Response.WriteAsync("all is well\r\n\u001b[31m ");
            }
        };

        await Line.RunAsync();

        var last = Assert.Single(await Line.Queue.ListAsync(null, endpoint.Id, 10, CancellationToken.None)).Last!;
        Assert.True(last.IsSuccess);
        Assert.StartsWith("all is well", last.Response, StringComparison.Ordinal);
        Assert.InRange(last.Response!.Length, 100, 400);
        Assert.DoesNotContain(last.Response, char.IsControl);
    }

    [Fact]
    public async Task A_redirect_is_not_followed()
    {
        var (endpoint, _) = await Line.AddAsync(Receiver);
        await Line.FileAsync();
        Receiver.Answer = (context, _) =>
        {
            context.Response.Redirect("/elsewhere");
            return Task.CompletedTask;
        };

        await Line.RunAsync();

        Assert.Equal("/hooks", Assert.Single(Receiver.Heard).Path);
        Assert.Equal(302, Assert.Single(await Line.Queue.ListAsync(null, endpoint.Id, 10, CancellationToken.None)).Last?.Status);
    }

    [Fact]
    public async Task An_endpoint_that_fails_for_days_is_switched_off_and_an_event_says_so()
    {
        var (endpoint, _) = await Line.AddAsync(Receiver);
        await Line.FileAsync();
        Receiver.AnswerWith(500);
        for (var day = 0; day < 6; day++)
        {
            await Line.RunAsync(TimeSpan.FromDays(1));
            await Line.FileAsync();
        }

        var now = await Line.Endpoints.FindAsync(null, endpoint.Id, CancellationToken.None);
        Assert.False(now?.IsActive);
        Assert.Equal("HTTP 500", now?.DisabledBecause);
        Assert.Equal(1, await Line.ScalarAsync<long>("SELECT COUNT(*) FROM events WHERE kind = 'alert' AND reason = 'webhook-disabled' AND company = 'firmanimi'"));
        Assert.Single(Line.Log.Lines, line => line.Contains($"Webhook {endpoint.Id} of firmanimi was switched off", StringComparison.Ordinal));
        var heard = Receiver.Heard.Count;
        await Line.RunAsync(TimeSpan.FromDays(1));
        Assert.Equal(heard, Receiver.Heard.Count);
    }

    [Fact]
    public async Task An_endpoint_that_says_it_is_gone_is_switched_off_at_once()
    {
        var (endpoint, _) = await Line.AddAsync(Receiver);
        await Line.FileAsync();
        Receiver.AnswerWith(410);

        await Line.RunAsync();

        Assert.False((await Line.Endpoints.FindAsync(null, endpoint.Id, CancellationToken.None))?.IsActive);
    }

    [Fact]
    public async Task An_endpoint_switched_on_again_gets_what_waited()
    {
        var (endpoint, _) = await Line.AddAsync(Receiver);
        await Line.FileAsync();
        Receiver.AnswerWith(410);
        await Line.RunAsync();
        Receiver.AnswerWith(204);
        await Line.Endpoints.SetActiveAsync(null, endpoint.Id, true, CancellationToken.None);

        await Line.RunAsync(TimeSpan.FromMinutes(1));

        Assert.Equal(2, Receiver.Heard.Count);
        Assert.Equal(0, (await Line.Endpoints.FindAsync(null, endpoint.Id, CancellationToken.None))?.Waiting);
    }

    [Fact]
    public async Task After_a_rotation_both_secrets_sign_for_a_day()
    {
        var (endpoint, before) = await Line.AddAsync(Receiver);
        var after = await Line.Endpoints.RotateAsync(null, endpoint.Id, CancellationToken.None) ?? "";
        await Line.FileAsync();
        await Line.RunAsync();
        await Line.FileAsync();
        await Line.RunAsync(TimeSpan.FromDays(2));

        var told = Receiver.Heard.ToArray();
        Assert.True(told[0].IsSignedWith(before) && told[0].IsSignedWith(after));
        Assert.True(!told[1].IsSignedWith(before) && told[1].IsSignedWith(after));
    }

    [Fact]
    public async Task A_secret_is_nowhere_in_the_database()
    {
        var (_, secret) = await Line.AddAsync(Receiver);

        Assert.Equal(0, await Line.ScalarAsync<long>($"SELECT COUNT(*) FROM webhook_endpoints WHERE encrypted LIKE '%{secret["whsec_".Length..]}%'"));
    }

    [Fact]
    public async Task A_message_is_delivered_anew_by_hand_under_the_same_id()
    {
        var (endpoint, _) = await Line.AddAsync(Receiver);
        await Line.FileAsync();
        await Line.RunAsync();
        var message = Assert.Single(await Line.Queue.ListAsync(null, endpoint.Id, 10, CancellationToken.None)).Message;

        Assert.True(await Line.Queue.RedeliverAsync(WebhookLine.Company, message.Id, CancellationToken.None));
        Assert.False(await Line.Queue.RedeliverAsync("teine", message.Id, CancellationToken.None));
        await Line.RunAsync();

        Assert.Equal([message.Key, message.Key], Receiver.Heard.Select(told => told.Id));
    }

    [Fact]
    public async Task A_test_is_delivered_at_once_even_where_nothing_is_active()
    {
        var (endpoint, secret) = await Line.AddAsync(Receiver);
        await Line.Endpoints.SetActiveAsync(null, endpoint.Id, false, CancellationToken.None);

        var attempt = await Line.Delivery.TestAsync(WebhookLine.Company, endpoint.Id, CancellationToken.None);

        Assert.True(attempt?.IsSuccess);
        var told = Assert.Single(Receiver.Heard);
        Assert.Equal(WebhookEvents.Test, told.Type);
        Assert.True(told.IsSignedWith(secret));
        Assert.Null(await Line.Delivery.TestAsync("teine", endpoint.Id, CancellationToken.None));
    }

    [Fact]
    public async Task A_failed_test_is_not_tried_again()
    {
        var (endpoint, _) = await Line.AddAsync(Receiver);
        Receiver.AnswerWith(500);

        await Line.Delivery.TestAsync(null, endpoint.Id, CancellationToken.None);
        await Line.RunAsync(TimeSpan.FromDays(1));

        Assert.Single(Receiver.Heard);
        Assert.Null((await Line.Endpoints.FindAsync(null, endpoint.Id, CancellationToken.None))?.FailingSince);
    }

    [Fact]
    public async Task What_waits_for_a_removed_endpoint_is_dropped_and_the_log_stays()
    {
        var (endpoint, _) = await Line.AddAsync(Receiver);
        await Line.FileAsync();
        Receiver.AnswerWith(500);
        await Line.RunAsync();

        Assert.True(await Line.Endpoints.RemoveAsync(null, endpoint.Id, CancellationToken.None));
        await Line.RunAsync(TimeSpan.FromHours(1));

        Assert.Single(Receiver.Heard);
        Assert.Null(await Line.Endpoints.FindAsync(null, endpoint.Id, CancellationToken.None));
        Assert.Equal("gone", Assert.Single(await Line.Queue.ListAsync(null, endpoint.Id, 10, CancellationToken.None)).Message.State);
    }

    [Fact]
    public async Task The_log_is_forgotten_after_its_time_and_what_waits_is_not()
    {
        var (endpoint, _) = await Line.AddAsync(Receiver);
        await Line.FileAsync();
        await Line.RunAsync();
        await Line.Endpoints.SetActiveAsync(null, endpoint.Id, false, CancellationToken.None);
        await Line.ExecuteAsync("INSERT INTO webhook_messages (company, endpoint_id, type, subject_id, occurred_at, created_at, state, next_at, changed_at) SELECT company, endpoint_id, type, subject_id, occurred_at, created_at, 'waiting', next_at, changed_at FROM webhook_messages");

        await Line.RunAsync(TimeSpan.FromDays(31));

        Assert.Equal("waiting", Assert.Single(await Line.Queue.ListAsync(null, endpoint.Id, 10, CancellationToken.None)).Message.State);
        Assert.Equal(0, await Line.ScalarAsync<long>("SELECT COUNT(*) FROM webhook_attempts"));
    }

    [Fact]
    public async Task With_another_key_ring_the_log_says_why_nothing_is_sent()
    {
        var (endpoint, _) = await Line.AddAsync(Receiver);
        await Line.ExecuteAsync("UPDATE webhook_endpoints SET encrypted = 'x'");
        await Line.FileAsync();

        await Line.RunAsync();

        Assert.Empty(Receiver.Heard);
        Assert.Contains("encrypted with other keys", Assert.Single(await Line.Queue.ListAsync(null, endpoint.Id, 10, CancellationToken.None)).Last?.Error, StringComparison.Ordinal);
    }
}
