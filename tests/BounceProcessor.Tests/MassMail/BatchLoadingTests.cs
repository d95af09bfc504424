using BounceProcessor.Marks;
using BounceProcessor.MassMail;
using BounceProcessor.MassMail.Recipients;
using BounceProcessor.MassMail.Templates;
using BounceProcessor.Tests.Servers;

using Xunit;

namespace BounceProcessor.Tests.MassMail;

public sealed class BatchLoadingTests : IAsyncLifetime
{
    private MassMailLine? _line;

    private MassMailLine Line => _line ?? throw new InvalidOperationException("not started");

    public async ValueTask InitializeAsync() => _line = await MassMailLine.StartAsync();

    public ValueTask DisposeAsync() => _line?.DisposeAsync() ?? ValueTask.CompletedTask;

    [Fact]
    public async Task Faulty_rows_are_told_by_number_and_the_rest_can_be_sent()
    {
        var outcome = await Line.LoadAsync("""
            address;name;document
            mari@klient.example;Mari;1
            not an address;Jaan;2
            ;Peeter;3
            kati@klient.example;;4
            firmanimi+x@event.data.directo.ee;Loop;5
            mari@klient.example;Mari;1
            mari@klient.example;Mari;6
            rain@klient.example
            õie@näide.example;Õie;7
            """);

        Assert.Equal(
            [
                (2L, "ready", null), (3L, "faulty", "address-invalid"), (4L, "faulty", "address-missing"), (5L, "faulty", "missing-value"), (6L, "faulty", "mail-loop"),
                (7L, "faulty", "duplicate-address"), (8L, "ready", null), (9L, "faulty", "row-cells"), (10L, "ready", null),
            ],
            await Line.RowsAsync(outcome.Batch));
        Assert.Equal((9, 3, 6), (outcome.Sums.Rows, outcome.Sums.Ready, outcome.Sums.Faulty));
        Assert.Equal(0, await Line.Database.ScalarAsync<long>("SELECT COUNT(*) FROM sent_mails"));
    }

    [Fact]
    public async Task A_row_whose_letter_is_larger_than_the_server_takes_is_a_fault_before_anything_is_sent()
    {
        await Line.Database.ExecuteAsync(FormattableString.Invariant($"INSERT INTO server_sizes (server, largest_bytes, learned_at) VALUES ('smtp.lihtne.example:587', 50000, {Line.Time.GetUtcNow().ToUnixTimeMilliseconds()})"));
        var files = new BatchFiles(AttachmentSet.Of([("suur.pdf", () => new MemoryStream(new byte[60_000])), ("sobib.pdf", () => new MemoryStream(new byte[600]))], 100_000), AttachmentSet.None);

        var outcome = await Line.LoadAsync(
            "address;name;document;attachment\nana@klient.example;Ana;1;suur.pdf\njaan@klient.example;Jaan;2;sobib.pdf\n", MassMailLine.Wanted(company: "lihtne", user: "OMA"), files);

        Assert.Equal([(2L, "faulty", "too-large"), (3L, "ready", null)], await Line.RowsAsync(outcome.Batch));
        var row = await Line.Store.FindRowAsync("lihtne", outcome.Batch!.Id, 2, CancellationToken.None);
        Assert.Contains("smtp.lihtne.example:587 (SIZE, 2026-11-23) takes at most 0.05 MB", BatchJson.Faults(row?.Faults)[0].Text.En, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(DuplicateRule.AddressAndDocument, "ready ready faulty")]
    [InlineData(DuplicateRule.Address, "ready faulty faulty")]
    [InlineData(DuplicateRule.Allow, "ready ready ready")]
    public async Task When_the_same_address_twice_is_a_fault_is_chosen(DuplicateRule rule, string states)
    {
        var outcome = await Line.LoadAsync(
            "address;name;document\nmari@klient.example;M;1\nMARI@Klient.example;M;2\nmari@klient.example;M;1\n", MassMailLine.Wanted() with { Duplicates = rule });

        Assert.Equal(states, string.Join(' ', (await Line.RowsAsync(outcome.Batch)).Select(row => row.State)));
    }

    [Fact]
    public async Task A_marked_address_is_skipped_and_listed()
    {
        await Line.Service<AddressMarks>().MarkAsync(
            new NewMark { Company = "firmanimi", Address = "mari@klient.example", Kind = MarkKind.Hard, By = "test" }, CancellationToken.None);

        var outcome = await Line.LoadAsync("address;name;document\nMari@klient.example;M;1\njaan@klient.example;J;2\n");

        Assert.Equal([(2L, "skipped", "address-marked"), (3L, "ready", null)], await Line.RowsAsync(outcome.Batch));
        Assert.Equal(1, outcome.Sums.Suppressed);
    }

    [Fact]
    public async Task A_template_with_faults_or_unknown_columns_makes_no_draft()
    {
        var outcome = await Line.LoadAsync("address;name\na@klient.example;A\n", MassMailLine.Wanted(new LetterSource("{{ ", "Tere\n{{ summa }}", null, null)));
        var unknown = await Line.LoadAsync("address;name\na@klient.example;A\n", MassMailLine.Wanted(new LetterSource("x", "Tere\n{{ summa }}", null, null)));

        Assert.Null(outcome.Batch);
        Assert.Equal((LetterPart.Subject, 1), (Assert.Single(outcome.TemplateFaults).Part, outcome.TemplateFaults[0].Line));
        Assert.Equal(("unknown-column", 2), (Assert.Single(unknown.TemplateFaults).Code, unknown.TemplateFaults[0].Line));
        Assert.Equal(0, await Line.Database.ScalarAsync<long>("SELECT COUNT(*) FROM batches"));
    }

    [Fact]
    public async Task Without_the_module_and_without_an_own_server_it_is_refused_in_both_languages()
    {
        var refused = await Line.LoadAsync("address;name;document\na@klient.example;A;1\n", MassMailLine.Wanted(company: "lihtne", user: "JAAN"));
        var allowed = await Line.LoadAsync("address;name;document\na@klient.example;A;1\n", MassMailLine.Wanted(company: "lihtne", user: "OMA"));

        var fault = Assert.Single(refused.Faults);
        Assert.Contains("does not have the mass-mail module", fault.En, StringComparison.Ordinal);
        Assert.Contains("ei ole masskirjade moodulit", fault.Et, StringComparison.Ordinal);
        Assert.Equal(1, allowed.Sums.Ready);
    }

    [Theory]
    [InlineData("puudub", "MARI", "puudub")]
    [InlineData("firmanimi", "PUUDUB", "PUUDUB")]
    public async Task An_unknown_company_or_user_is_named(string company, string user, string named)
    {
        var outcome = await Line.LoadAsync("address;name;document\na@klient.example;A;1\n", MassMailLine.Wanted(company: company, user: user));

        Assert.Contains(named, Assert.Single(outcome.Faults).En, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_From_that_is_not_allowed_concerns_all_rows_and_is_told_once()
    {
        var outcome = await Line.LoadAsync("address;name;document\na@klient.example;A;1\nb@klient.example;B;2\n", MassMailLine.Wanted() with { From = "boss@other.example" });

        Assert.Null(outcome.Batch);
        Assert.Contains("boss@other.example", Assert.Single(outcome.Faults).En, StringComparison.Ordinal);
        Assert.Equal(0, await Line.Database.ScalarAsync<long>("SELECT COUNT(*) FROM batch_rows"));
    }

    [Theory]
    [InlineData("../secret.txt")]
    [InlineData("/etc/passwd")]
    [InlineData("..\\secret.txt")]
    [InlineData("sub/inner.pdf")]
    [InlineData("link.pdf")]
    [InlineData("missing.pdf")]
    public async Task A_row_reaches_no_file_but_those_in_the_folder(string name)
    {
        using var folder = new TestFolder();
        var files = Directory.CreateDirectory(Path.Combine(folder.Path, "files")).FullName;
        Directory.CreateDirectory(Path.Combine(files, "sub"));
        await File.WriteAllTextAsync(Path.Combine(folder.Path, "secret.txt"), "secret", TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(Path.Combine(files, "sub", "inner.pdf"), "inner", TestContext.Current.CancellationToken);
        File.CreateSymbolicLink(Path.Combine(files, "link.pdf"), "/etc/passwd");
        await File.WriteAllTextAsync(Path.Combine(files, "1.pdf"), "one", TestContext.Current.CancellationToken);

        var outcome = await Line.LoadAsync(
            $"address;name;document;attachment\na@klient.example;A;1;{name}\nb@klient.example;B;2;1.PDF\n",
            files: new BatchFiles(AttachmentSet.OfFolder(files, 1_000), AttachmentSet.None));

        Assert.Equal([(2L, "faulty", "file-missing"), (3L, "ready", null)], await Line.RowsAsync(outcome.Batch));
        Assert.Equal("1.pdf", await Line.Database.ScalarAsync<string>("SELECT GROUP_CONCAT(name) FROM batch_files"));
    }

    [Fact]
    public async Task A_preview_shows_the_mail_of_a_row_and_sends_nothing()
    {
        var files = new BatchFiles(
            AttachmentSet.Of([("arve.pdf", () => new MemoryStream([1, 2, 3]))], 1_000), AttachmentSet.Of([("logo.png", () => new MemoryStream([4]))], 1_000));
        var letter = new LetterSource("Arve {{ document }}", "Tere, {{ name }}", "<img src=\"cid:logo.png\"> {{ name }}", "https://firmanimi.example/stop?c={{ document }}");
        var outcome = await Line.LoadAsync(
            "address;name;document;attachment\na@klient.example;\"Õun <OÜ>\";1024;arve.pdf\n", MassMailLine.Wanted(letter) with { IsAutomatic = true }, files);

        var preview = await Line.Service<BatchPreview>().OfAsync(Assert.IsType<Batch>(outcome.Batch), 2, CancellationToken.None);

        Assert.NotNull(preview);
        Assert.Empty(preview.Faults);
        Assert.Equal(("Arve 1024", "Tere, Õun <OÜ>", "<img src=\"cid:logo.png\"> Õun &lt;OÜ&gt;"), (preview.Subject, preview.Text, preview.Html));
        Assert.Equal(["logo.png", "arve.pdf"], preview.Files.Select(file => file.Name));
        Assert.Contains("Auto-Submitted: auto-generated", preview.Headers);
        Assert.Contains("List-Unsubscribe: <https://firmanimi.example/stop?c=1024>", preview.Headers);
        Assert.Contains("List-Unsubscribe-Post: List-Unsubscribe=One-Click", preview.Headers);
        Assert.DoesNotContain(preview.Headers, header => header.StartsWith("Precedence", StringComparison.OrdinalIgnoreCase));
        Assert.Equal(0, await Line.Database.ScalarAsync<long>("SELECT COUNT(*) FROM sent_mails"));
    }

    [Fact]
    public async Task Of_ten_thousand_rows_only_a_few_are_in_memory_at_once()
    {
        var alive = new AliveRows(10_000, i => [$"klient{i}@klient.example", $"Klient {i}", $"{i}"]);
        var list = new RecipientList(new(["address", "name", "document"]), [], alive.RowsAsync());

        var outcome = await Line.Service<BatchLoading>().LoadAsync(MassMailLine.Wanted(), list, BatchFiles.None, null, CancellationToken.None);

        Assert.Equal((10_000, 10_000), (outcome.Sums.Rows, outcome.Sums.Ready));
        Assert.InRange(alive.Most, 1, 1_000);
    }

    [Fact]
    public async Task A_draft_that_was_broken_off_leaves_nothing()
    {
        using var stop = new CancellationTokenSource();
        var rows = Broken(stop);
        var list = new RecipientList(new(["address", "name", "document"]), [], rows);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => Line.Service<BatchLoading>().LoadAsync(MassMailLine.Wanted(), list, BatchFiles.None, null, stop.Token));

        Assert.Equal(0, await Line.Database.ScalarAsync<long>("SELECT (SELECT COUNT(*) FROM batches) + (SELECT COUNT(*) FROM batch_rows)"));
    }

    private static async IAsyncEnumerable<RecipientRow> Broken(CancellationTokenSource stop)
    {
        for (var i = 2; i < 1_000; i++)
        {
            if (i == 500)
            {
                await stop.CancelAsync();
            }

            yield return new(i, [$"a{i}@klient.example", "A", "1"], null);
        }
    }
}
